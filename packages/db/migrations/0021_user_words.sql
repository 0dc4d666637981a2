-- From the lock on, who writes to users waits for a moment; who reads does not.
LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE;
--> statement-breakpoint
INSERT INTO user_search SELECT u.tenant_id, u.id, u.search_text FROM users u
WHERE NOT EXISTS (SELECT FROM user_search s WHERE s.tenant_id = u.tenant_id AND s.user_id = u.id AND s.words = u.search_text)
ON CONFLICT (tenant_id, user_id) DO UPDATE SET words = excluded.words;
--> statement-breakpoint
DELETE FROM user_search s WHERE NOT EXISTS (SELECT FROM users u WHERE u.tenant_id = s.tenant_id AND u.id = s.user_id);
--> statement-breakpoint
CREATE TRIGGER user_search_new AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION keep_user_search();
--> statement-breakpoint
CREATE TRIGGER user_search_renamed AFTER UPDATE OF first_name, last_name, email ON users FOR EACH ROW
WHEN (NEW.search_text IS DISTINCT FROM OLD.search_text) EXECUTE FUNCTION keep_user_search();
--> statement-breakpoint
ALTER TABLE "user_search" ADD CONSTRAINT "user_search_user" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE cascade ON UPDATE no action;
