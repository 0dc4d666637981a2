ALTER TABLE "sign_in_throttle" DROP CONSTRAINT "sign_in_throttle_scope";--> statement-breakpoint
CREATE INDEX "sign_in_throttle_age" ON "sign_in_throttle" USING btree ("scope","window_started_at");--> statement-breakpoint
ALTER TABLE "sign_in_throttle" ADD CONSTRAINT "sign_in_throttle_scope" CHECK ("sign_in_throttle"."scope" in ('account', 'address', 'pair', 'known'));