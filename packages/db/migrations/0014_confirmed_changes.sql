-- Confirmations are no longer a cascade's alone: any change that takes a device's access away is confirmed.
ALTER TABLE "gateway_confirmations" DROP CONSTRAINT "gateway_confirmations_cascade";--> statement-breakpoint
ALTER TABLE "gateway_confirmations" RENAME COLUMN "cascade_id" TO "change_id";--> statement-breakpoint
ALTER TABLE "gateway_confirmations" RENAME CONSTRAINT "gateway_confirmations_tenant_id_cascade_id_gateway_id_pk" TO "gateway_confirmations_tenant_id_change_id_gateway_id_pk";--> statement-breakpoint
ALTER TABLE "gateway_confirmations" ADD COLUMN "user_id" uuid;--> statement-breakpoint
ALTER TABLE "gateway_confirmations" ADD COLUMN "public_key" text;--> statement-breakpoint
ALTER TABLE "gateway_confirmations" ADD COLUMN "device_id" uuid;--> statement-breakpoint
ALTER TABLE "gateway_confirmations" ADD COLUMN "asked_at" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "gateway_confirmations" SET "user_id" = c."user_id", "asked_at" = c."requested_at"
FROM "cascades" c WHERE c."tenant_id" = "gateway_confirmations"."tenant_id" AND c."id" = "change_id";--> statement-breakpoint
ALTER TABLE "gateway_confirmations" ALTER COLUMN "user_id" SET NOT NULL, ALTER COLUMN "asked_at" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "gateway_confirmations" ADD CONSTRAINT "gateway_confirmations_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "gateway_confirmations_device" ON "gateway_confirmations" USING btree ("tenant_id","device_id","asked_at") WHERE device_id is not null;--> statement-breakpoint
ALTER TABLE "gateway_confirmations" ADD CONSTRAINT "gateway_confirmations_one_device" CHECK (("gateway_confirmations"."public_key" is null) = ("gateway_confirmations"."device_id" is null));
