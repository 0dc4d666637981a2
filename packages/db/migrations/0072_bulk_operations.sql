CREATE TABLE "bulk_members" (
	"tenant_id" uuid NOT NULL,
	"operation_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"expected" text NOT NULL,
	"version" text,
	"input" jsonb,
	"outcome" text,
	"reason" text,
	"message" text,
	"at" timestamp (3) with time zone,
	"cascade_id" uuid,
	"left_version" text,
	"before" jsonb,
	CONSTRAINT "bulk_members_tenant_id_operation_id_member_id_pk" PRIMARY KEY("tenant_id","operation_id","member_id"),
	CONSTRAINT "bulk_members_outcome_known" CHECK ("bulk_members"."outcome" in ('changed', 'unchanged', 'refused', 'left_alone', 'failed', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "bulk_operations" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"verb" text NOT NULL,
	"action" jsonb NOT NULL,
	"filter" jsonb,
	"unmatched" integer DEFAULT 0 NOT NULL,
	"status" text DEFAULT 'preview' NOT NULL,
	"undoes" uuid,
	"requested_by" uuid NOT NULL,
	"requested_from" jsonb,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	"total" integer NOT NULL,
	"changed" integer DEFAULT 0 NOT NULL,
	"unchanged" integer DEFAULT 0 NOT NULL,
	"refused" integer DEFAULT 0 NOT NULL,
	"left_alone" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"cancelled" integer DEFAULT 0 NOT NULL,
	"newcomers" integer,
	"losing" integer NOT NULL,
	"next_attempt_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "bulk_operations_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "bulk_operations_status_known" CHECK ("bulk_operations"."status" in ('preview', 'waiting', 'running', 'done', 'cancelled', 'stopped', 'declined')),
	CONSTRAINT "bulk_operations_finished" CHECK (("bulk_operations"."finished_at" is null) = ("bulk_operations"."status" in ('preview', 'waiting', 'running')))
);
--> statement-breakpoint
ALTER TABLE "bulk_members" ADD CONSTRAINT "bulk_members_operation" FOREIGN KEY ("tenant_id","operation_id") REFERENCES "public"."bulk_operations"("tenant_id","id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "bulk_operations" ADD CONSTRAINT "bulk_operations_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "bulk_members_outcome" ON "bulk_members" USING btree ("tenant_id","operation_id","outcome","member_id");
--> statement-breakpoint
CREATE INDEX "bulk_operations_due" ON "bulk_operations" USING btree ("next_attempt_at") WHERE status = 'running';
--> statement-breakpoint
CREATE INDEX "bulk_operations_status" ON "bulk_operations" USING btree ("tenant_id","status","id");
--> statement-breakpoint
CREATE INDEX "bulk_operations_started" ON "bulk_operations" USING btree ("tenant_id","requested_by","started_at") WHERE started_at is not null;
--> statement-breakpoint
CREATE INDEX "bulk_operations_undoes" ON "bulk_operations" USING btree ("tenant_id","undoes") WHERE undoes is not null;
--> statement-breakpoint
CALL isolate_tenant_table('bulk_operations');
--> statement-breakpoint
CALL isolate_tenant_table('bulk_members');
