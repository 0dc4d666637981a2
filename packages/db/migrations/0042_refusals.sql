-- How often somebody was refused for one reason within one minute: the first refusal of it is an event, the others are counted here.
CREATE TABLE "audit_refusals" (
	"tenant_id" uuid NOT NULL,
	"actor_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"minute" timestamp (3) with time zone NOT NULL,
	"event_id" uuid NOT NULL,
	"count" integer NOT NULL,
	"procedures" text[] NOT NULL,
	CONSTRAINT "audit_refusals_tenant_id_actor_id_reason_minute_pk" PRIMARY KEY("tenant_id","actor_id","reason","minute")
);
--> statement-breakpoint
ALTER TABLE "audit_refusals" ADD CONSTRAINT "audit_refusals_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "audit_refusals_event" ON "audit_refusals" USING btree ("tenant_id","event_id");--> statement-breakpoint
CALL isolate_tenant_table('audit_refusals');
