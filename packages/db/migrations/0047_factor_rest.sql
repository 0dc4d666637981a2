ALTER TABLE "totp_factors" ADD COLUMN "failures" integer DEFAULT 0 NOT NULL, ADD COLUMN "rests_until" timestamp (3) with time zone;
