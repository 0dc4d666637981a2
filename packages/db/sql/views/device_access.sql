-- How each device stands to its tenant's rules, and all that keeps it from connecting: the only place that knows. A report that is
-- too old says nothing; what could not be told has not passed. Nobody of a tenant connects that is held after a restore, or that was
-- restored and nobody has said so yet. The rows that it read are columns, whole: who needs more of a device, its user or its report
-- reads no table a second time.
CREATE OR REPLACE VIEW device_access WITH (security_invoker = true) AS
SELECT d.tenant_id, d.id AS device_id, d.user_id, d.public_key, asked.failing, stands.compliance,
  array_remove(ARRAY[
    CASE WHEN t.status <> 'active' THEN 'tenant_suspended' END,
    CASE WHEN is_paused(t.held_since, t.home, (SELECT database_home())) THEN 'tenant_held' END,
    CASE WHEN u.status <> 'active' THEN 'user_not_active' END,
    CASE WHEN d.cause IS NOT NULL THEN 'deactivated' END,
    CASE WHEN d.approved_at IS NULL THEN 'not_approved' END,
    CASE WHEN t.posture_enforcement = 'required' AND NOT is_compliant(stands.compliance) THEN 'not_compliant' END
  ], NULL) AS denials,
  d AS device, u AS person, p AS report
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
    WHEN is_report_expired(p.last_check, t.posture_max_age, now()) IS NOT FALSE THEN 'unknown'
    WHEN cardinality(asked.failing) = 0 THEN 'compliant'
    ELSE 'non_compliant' END AS compliance
) stands;
