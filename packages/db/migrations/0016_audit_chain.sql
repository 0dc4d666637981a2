CREATE TABLE "audit_checkpoints" (
	"tenant_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"hash" "bytea" NOT NULL,
	"events" bigint NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "audit_checkpoints_tenant_id_pk" PRIMARY KEY("tenant_id")
);
--> statement-breakpoint
CREATE TABLE "audit_heads" (
	"tenant_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"hash" "bytea" NOT NULL,
	"events" bigint NOT NULL,
	CONSTRAINT "audit_heads_tenant_id_pk" PRIMARY KEY("tenant_id")
);
--> statement-breakpoint
CREATE TABLE "audit_seals" (
	"tenant_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"format" smallint NOT NULL,
	"previous" "bytea" NOT NULL,
	"event_ids" uuid[] NOT NULL,
	"event_hashes" "bytea" NOT NULL,
	"sealed_at" timestamp (3) with time zone NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_seals_tenant_id_number_pk" PRIMARY KEY("tenant_id","number"),
	CONSTRAINT "audit_seals_hashes" CHECK (octet_length("audit_seals"."event_hashes") = 32 * cardinality("audit_seals"."event_ids"))
);
--> statement-breakpoint
CREATE TABLE "audit_unsealed" (
	"tenant_id" uuid NOT NULL,
	"number" bigint GENERATED ALWAYS AS IDENTITY (sequence name "audit_unsealed_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"event_ids" uuid[] NOT NULL,
	CONSTRAINT "audit_unsealed_tenant_id_number_pk" PRIMARY KEY("tenant_id","number")
);
--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "origin_hash" "bytea";--> statement-breakpoint
ALTER TABLE "audit_origins" ADD COLUMN "salt" "bytea";--> statement-breakpoint
ALTER TABLE "audit_checkpoints" ADD CONSTRAINT "audit_checkpoints_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_heads" ADD CONSTRAINT "audit_heads_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_seals" ADD CONSTRAINT "audit_seals_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_unsealed" ADD CONSTRAINT "audit_unsealed_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CALL isolate_tenant_table('audit_unsealed');--> statement-breakpoint
CALL isolate_tenant_table('audit_seals');--> statement-breakpoint
CALL isolate_tenant_table('audit_heads');--> statement-breakpoint
CALL isolate_tenant_table('audit_checkpoints');--> statement-breakpoint
-- Once per statement, in portions of a seal: an event of whatever writer waits for its seal from the moment that it exists.
CREATE FUNCTION queue_for_seal() RETURNS trigger
LANGUAGE plpgsql
SET search_path = public, pg_temp
AS $$
BEGIN
  INSERT INTO audit_unsealed (tenant_id, event_ids)
  SELECT n.tenant_id, array_agg(n.id ORDER BY n.place)
  FROM (SELECT a.tenant_id, a.id, row_number() OVER (PARTITION BY a.tenant_id) - 1 AS place FROM added a) n
  GROUP BY n.tenant_id, n.place / 1000;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- The lock that this takes waits for whoever writes at the moment, and makes the others wait until the rest is queued.
CREATE TRIGGER audit_events_queue_for_seal AFTER INSERT ON audit_events
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION queue_for_seal();
--> statement-breakpoint
-- What there is already, oldest first.
INSERT INTO audit_unsealed (tenant_id, event_ids)
SELECT n.tenant_id, array_agg(n.id ORDER BY n.place)
FROM (SELECT e.tenant_id, e.id, row_number() OVER (PARTITION BY e.tenant_id ORDER BY e.at, e.id) - 1 AS place FROM audit_events e) n
GROUP BY n.tenant_id, n.place / 1000
ORDER BY n.tenant_id, n.place / 1000;
--> statement-breakpoint
-- Tenants with something unsealed, longest waiting first: what the sealing worker asks.
CREATE FUNCTION due_seals(at_most integer) RETURNS TABLE (tenant_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT t.id FROM public.tenants t
  CROSS JOIN LATERAL (SELECT u.number FROM public.audit_unsealed u WHERE u.tenant_id = t.id ORDER BY u.number LIMIT 1) waiting
  ORDER BY waiting.number LIMIT at_most;
END;
