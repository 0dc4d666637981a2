ALTER TABLE "tenants" ADD COLUMN "held_since" timestamp (3) with time zone;
--> statement-breakpoint
-- What this database is called by nobody but itself: its server, and this very table. Whatever restores a backup makes both or one
-- of them anew, so a row that remembers another name was brought here. The name is looked up when it is asked for: a constant
-- would be one that pg_restore cannot resolve before the table is there.
CREATE FUNCTION database_home() RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
RETURN (SELECT system_identifier FROM pg_control_system()) || '/' || to_regclass('public.tenants')::oid;
--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "home" text DEFAULT database_home() NOT NULL;
--> statement-breakpoint
-- As before, and nobody of a tenant that is held after a restore, or that was restored and nobody has said so yet.
CREATE OR REPLACE VIEW device_access WITH (security_invoker = true) AS
SELECT d.tenant_id, d.id AS device_id, d.user_id, d.public_key, asked.failing, stands.compliance,
  array_remove(ARRAY[
    CASE WHEN t.status <> 'active' THEN 'tenant_suspended' END,
    CASE WHEN t.held_since IS NOT NULL OR t.home <> (SELECT database_home()) THEN 'tenant_held' END,
    CASE WHEN u.status <> 'active' THEN 'user_not_active' END,
    CASE WHEN d.cause IS NOT NULL THEN 'deactivated' END,
    CASE WHEN d.approved_at IS NULL THEN 'not_approved' END,
    CASE WHEN t.posture_enforcement = 'required' AND stands.compliance IN ('non_compliant', 'unknown') THEN 'not_compliant' END
  ], NULL) AS denials
FROM devices d
JOIN users u ON u.tenant_id = d.tenant_id AND u.id = d.user_id
JOIN tenants t ON t.id = d.tenant_id
LEFT JOIN posture_rules r ON r.tenant_id = d.tenant_id AND r.platform = d.platform
LEFT JOIN device_posture p ON p.tenant_id = d.tenant_id AND p.device_id = d.id
CROSS JOIN LATERAL (
  SELECT ARRAY(SELECT wanted FROM jsonb_object_keys(r.checks) wanted WHERE p.checks -> wanted IS DISTINCT FROM 'true'::jsonb ORDER BY wanted)
    || CASE WHEN r.minimum_key IS NOT NULL AND (p.version_key >= r.minimum_key) IS NOT TRUE THEN ARRAY['osVersion'] ELSE '{}' END
    AS failing
) asked
CROSS JOIN LATERAL (
  SELECT CASE
    WHEN r.platform IS NULL THEN 'not_required'
    WHEN p.last_check IS NULL OR p.last_check <= now() - make_interval(mins => t.posture_max_age) THEN 'unknown'
    WHEN cardinality(asked.failing) = 0 THEN 'compliant'
    ELSE 'non_compliant' END AS compliance
) stands;
