-- There are no API keys: the permissions of that name did nothing, and leave the roles that hold them.
UPDATE "roles" SET "permissions" = array_remove(array_remove("permissions", 'key:read'), 'key:write')
WHERE "permissions" && ARRAY['key:read', 'key:write'];--> statement-breakpoint
-- Whether people may switch a device on again that they reported lost, by their second factor.
ALTER TABLE "tenants" ADD COLUMN "restore_lost_devices" boolean DEFAULT false NOT NULL;
