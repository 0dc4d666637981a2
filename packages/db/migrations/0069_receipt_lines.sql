-- What gateways were asked that have never had a device. An agent that is there reports within seconds.
DELETE FROM "gateway_confirmations" o USING "gateways" g
WHERE g."tenant_id" = o."tenant_id" AND g."id" = o."gateway_id" AND g."last_report" IS NULL
  AND o."confirmed_at" IS NULL AND o."settled_at" IS NULL AND o."asked_at" < now() - interval '1 minute';
--> statement-breakpoint
-- What a line of a receipt names once the device is gone; null on older lines.
ALTER TABLE "cascade_devices" ADD COLUMN "public_key" text, ADD COLUMN "addresses" text[];
