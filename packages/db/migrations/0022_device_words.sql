-- From the lock on, who writes to devices waits for a moment; who reads does not.
LOCK TABLE devices IN SHARE ROW EXCLUSIVE MODE;
--> statement-breakpoint
INSERT INTO device_search SELECT d.tenant_id, d.id, d.search_text FROM devices d
WHERE NOT EXISTS (SELECT FROM device_search s WHERE s.tenant_id = d.tenant_id AND s.device_id = d.id AND s.words = d.search_text)
ON CONFLICT (tenant_id, device_id) DO UPDATE SET words = excluded.words;
--> statement-breakpoint
DELETE FROM device_search s WHERE NOT EXISTS (SELECT FROM devices d WHERE d.tenant_id = s.tenant_id AND d.id = s.device_id);
--> statement-breakpoint
CREATE TRIGGER device_search_new AFTER INSERT ON devices FOR EACH ROW EXECUTE FUNCTION keep_device_search();
--> statement-breakpoint
CREATE TRIGGER device_search_renamed AFTER UPDATE OF name, hardware_id ON devices FOR EACH ROW
WHEN (NEW.search_text IS DISTINCT FROM OLD.search_text) EXECUTE FUNCTION keep_device_search();
--> statement-breakpoint
ALTER TABLE "device_search" ADD CONSTRAINT "device_search_device" FOREIGN KEY ("tenant_id","device_id") REFERENCES "public"."devices"("tenant_id","id") ON DELETE cascade ON UPDATE no action;
