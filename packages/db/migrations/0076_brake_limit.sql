ALTER TABLE "tenants" ADD COLUMN "brake_limit" integer;
--> statement-breakpoint
ALTER TABLE "tenants" ADD CONSTRAINT "tenants_brake_limit" CHECK ("tenants"."brake_limit" between 1 and 100000);
