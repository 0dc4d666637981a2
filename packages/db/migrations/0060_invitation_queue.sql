CREATE TABLE "invitation_runs" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"waiting" integer DEFAULT 0 NOT NULL,
	"sent" integer DEFAULT 0 NOT NULL,
	"passed_over" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"paused_until" timestamp (3) with time zone,
	"moved_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"stopped_at" timestamp (3) with time zone,
	CONSTRAINT "invitation_runs_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "invitation_runs_waiting" CHECK ("invitation_runs"."waiting" >= 0)
);
--> statement-breakpoint
CREATE TABLE "queued_invitations" (
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	CONSTRAINT "queued_invitations_tenant_id_user_id_pk" PRIMARY KEY("tenant_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "invitation_runs" ADD CONSTRAINT "invitation_runs_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "queued_invitations" ADD CONSTRAINT "queued_invitations_run" FOREIGN KEY ("tenant_id","run_id") REFERENCES "public"."invitation_runs"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "invitation_runs_open" ON "invitation_runs" USING btree ("tenant_id","id") WHERE waiting > 0;
--> statement-breakpoint
CREATE INDEX "queued_invitations_due" ON "queued_invitations" USING btree ("tenant_id","due_at","user_id");
--> statement-breakpoint
CALL isolate_tenant_table('invitation_runs');--> statement-breakpoint
CALL isolate_tenant_table('queued_invitations');--> statement-breakpoint
-- For the worker: tenants in which an invitation may be mailed now, longest waiting first.
CREATE FUNCTION due_invitations(at_most integer) RETURNS TABLE (tenant_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT r.tenant_id FROM public.invitation_runs r
  JOIN public.tenants t ON t.id = r.tenant_id
  CROSS JOIN LATERAL (SELECT q.due_at FROM public.queued_invitations q
    WHERE q.tenant_id = r.tenant_id AND q.due_at <= statement_timestamp() ORDER BY q.due_at LIMIT 1) waiting
  WHERE r.waiting > 0 AND (r.paused_until IS NULL OR r.paused_until <= statement_timestamp())
    AND t.status = 'active' AND t.held_since IS NULL AND t.home = public.database_home()
  GROUP BY r.tenant_id ORDER BY min(waiting.due_at) LIMIT at_most;
END;
--> statement-breakpoint
-- For metrics and the doctor: how many wait, and for how long nothing has moved where something could.
CREATE FUNCTION waiting_invitations() RETURNS TABLE (invitations_waiting integer, invitations_stalled double precision)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT coalesce(sum(r.waiting), 0)::integer,
    coalesce(max(CASE WHEN t.status = 'active' AND t.held_since IS NULL AND t.home = public.database_home()
      THEN greatest(0, extract(epoch FROM statement_timestamp() - greatest(r.moved_at, r.paused_until, waiting.due_at))) END), 0)::double precision
  FROM public.invitation_runs r
  JOIN public.tenants t ON t.id = r.tenant_id
  LEFT JOIN LATERAL (SELECT q.due_at FROM public.queued_invitations q
    WHERE q.tenant_id = r.tenant_id ORDER BY q.due_at LIMIT 1) waiting ON true
  WHERE r.waiting > 0;
END;
