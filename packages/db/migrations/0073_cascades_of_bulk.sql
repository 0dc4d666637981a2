ALTER TABLE "cascades" ADD COLUMN "bulk_id" uuid;
--> statement-breakpoint
ALTER TABLE "cascades" ADD COLUMN "lost_access" boolean DEFAULT false NOT NULL;
