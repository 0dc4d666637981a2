-- From here on whoever writes a name writes its words; what is there is held against it in 0023. The constraint comes first: it
-- locks user_search before users, so nobody waits while this waits for a vacuum of what 0020 filled.
ALTER TABLE "user_search" ADD CONSTRAINT "user_search_user" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE cascade ON UPDATE no action NOT VALID;
--> statement-breakpoint
CREATE TRIGGER user_search_new AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION keep_user_search();
--> statement-breakpoint
CREATE TRIGGER user_search_changed AFTER UPDATE OF first_name, last_name, email, status ON users FOR EACH ROW
WHEN (NEW.search_text IS DISTINCT FROM OLD.search_text OR NEW.status = 'deleting') EXECUTE FUNCTION keep_user_search();
