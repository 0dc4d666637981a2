-- What came, went or got another name between the filling in 0020 and the triggers. Rows are locked, in everybody's order: a name
-- that is changed meanwhile must not be overwritten by the one before.
INSERT INTO user_search SELECT u.tenant_id, u.id, u.search_text FROM users u
WHERE u.status <> 'deleting' AND NOT EXISTS (SELECT FROM user_search s WHERE s.tenant_id = u.tenant_id AND s.user_id = u.id AND s.words = u.search_text)
ORDER BY u.id FOR SHARE OF u
ON CONFLICT (tenant_id, user_id) DO UPDATE SET words = excluded.words;
--> statement-breakpoint
INSERT INTO device_search SELECT d.tenant_id, d.id, d.search_text FROM devices d
WHERE NOT EXISTS (SELECT FROM device_search s WHERE s.tenant_id = d.tenant_id AND s.device_id = d.id AND s.words = d.search_text)
ORDER BY d.id FOR SHARE OF d
ON CONFLICT (tenant_id, device_id) DO UPDATE SET words = excluded.words;
--> statement-breakpoint
DELETE FROM user_search s WHERE NOT EXISTS (SELECT FROM users u
  WHERE u.tenant_id = s.tenant_id AND u.id = s.user_id AND u.status <> 'deleting');
--> statement-breakpoint
DELETE FROM device_search s WHERE NOT EXISTS (SELECT FROM devices d WHERE d.tenant_id = s.tenant_id AND d.id = s.device_id);
--> statement-breakpoint
ALTER TABLE "user_search" VALIDATE CONSTRAINT "user_search_user";
--> statement-breakpoint
ALTER TABLE "device_search" VALIDATE CONSTRAINT "device_search_device";
