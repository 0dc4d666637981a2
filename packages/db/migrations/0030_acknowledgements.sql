-- An administrator's word for a gateway that cannot confirm, and what a late confirmation tells of the time until it came. Without
-- a user it is a change of everybody's access: of the tenant's rules, or of the gateway itself.
ALTER TABLE "gateway_confirmations"
  ALTER COLUMN "user_id" DROP NOT NULL,
  ADD COLUMN "settled_at" timestamp (3) with time zone,
  ADD COLUMN "settled_by" uuid,
  ADD COLUMN "settled_reason" text,
  ADD COLUMN "last_handshake" timestamp (3) with time zone,
  ADD COLUMN "received" bigint,
  ADD COLUMN "sent" bigint,
  ADD CONSTRAINT "gateway_confirmations_settled" CHECK (("settled_at" is null) = ("settled_by" is null)) NOT VALID;
