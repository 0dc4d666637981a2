-- As 0021.
ALTER TABLE "device_search" ADD CONSTRAINT "device_search_device" FOREIGN KEY ("tenant_id","device_id") REFERENCES "public"."devices"("tenant_id","id") ON DELETE cascade ON UPDATE no action NOT VALID;
--> statement-breakpoint
CREATE TRIGGER device_search_new AFTER INSERT ON devices FOR EACH ROW EXECUTE FUNCTION keep_device_search();
--> statement-breakpoint
CREATE TRIGGER device_search_changed AFTER UPDATE OF name, hardware_id ON devices FOR EACH ROW
WHEN (NEW.search_text IS DISTINCT FROM OLD.search_text) EXECUTE FUNCTION keep_device_search();
