-- Row-level security for every tenant table. Drizzle emits no FORCE, no policy that names the owner, no function: hence by hand.
-- A new tenant table calls isolate_tenant_table once; a test walks the catalogue and fails where that was forgotten.

-- The tenant of this transaction, or null: then no row matches.
CREATE FUNCTION app_tenant_id() RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('app.tenant_id', true), '')::uuid;
--> statement-breakpoint
CREATE PROCEDURE isolate_tenant_table(name regclass)
LANGUAGE plpgsql
SET search_path = public, pg_temp
AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', name);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', name);
  EXECUTE format('CREATE POLICY tenant ON %s TO PUBLIC USING (tenant_id = (SELECT public.app_tenant_id())) WITH CHECK (tenant_id = (SELECT public.app_tenant_id()))', name);
  EXECUTE format('CREATE POLICY owner ON %s TO CURRENT_USER USING (true) WITH CHECK (true)', name);
END $$;
--> statement-breakpoint
CALL isolate_tenant_table('users');--> statement-breakpoint
CALL isolate_tenant_table('credentials');--> statement-breakpoint
CALL isolate_tenant_table('sessions');--> statement-breakpoint
CALL isolate_tenant_table('roles');--> statement-breakpoint
CALL isolate_tenant_table('user_roles');--> statement-breakpoint
CALL isolate_tenant_table('groups');--> statement-breakpoint
CALL isolate_tenant_table('group_members');--> statement-breakpoint
CALL isolate_tenant_table('group_roles');--> statement-breakpoint
CALL isolate_tenant_table('devices');--> statement-breakpoint
CALL isolate_tenant_table('device_addresses');--> statement-breakpoint
CALL isolate_tenant_table('device_posture');--> statement-breakpoint
CALL isolate_tenant_table('cascades');--> statement-breakpoint
CALL isolate_tenant_table('cascade_devices');--> statement-breakpoint
CALL isolate_tenant_table('audit_events');--> statement-breakpoint
CALL isolate_tenant_table('audit_details');--> statement-breakpoint
-- A tenant sees its own row.
ALTER TABLE tenants ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE tenants FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY tenant ON tenants TO PUBLIC USING (id = (SELECT app_tenant_id())) WITH CHECK (id = (SELECT app_tenant_id()));--> statement-breakpoint
CREATE POLICY owner ON tenants TO CURRENT_USER USING (true) WITH CHECK (true);--> statement-breakpoint
-- Who may connect, derived at every read: nothing to forget, nothing to go stale.
CREATE VIEW access WITH (security_invoker = true) AS
SELECT d.tenant_id, d.id AS device_id, d.user_id, d.public_key
FROM devices d
JOIN users u ON u.tenant_id = d.tenant_id AND u.id = d.user_id
JOIN tenants t ON t.id = d.tenant_id
WHERE d.cause IS NULL AND u.status = 'active' AND t.status = 'active';
--> statement-breakpoint
-- SECURITY DEFINER functions look across tenants. Each returns ids or counts only and is on the list that a test holds.
-- Sign-in knows a slug and nothing else.
CREATE FUNCTION tenant_by_slug(wanted text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT t.id FROM public.tenants t WHERE t.slug = wanted AND t.status = 'active';
END;
--> statement-breakpoint
-- The worker's dispatcher: found by state, oldest first.
CREATE FUNCTION due_cascades(at_most integer) RETURNS TABLE (tenant_id uuid, cascade_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT c.tenant_id, c.id FROM public.cascades c
  WHERE c.status = 'running' AND c.next_attempt_at <= statement_timestamp()
  ORDER BY c.next_attempt_at LIMIT at_most;
END;
