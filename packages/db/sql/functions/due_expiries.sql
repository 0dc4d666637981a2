-- Tenants with reports that expired unnoticed, longest ago first: what the worker asks. Where nobody may connect anyway it waits.
CREATE OR REPLACE FUNCTION due_expiries(at_most integer) RETURNS TABLE (tenant_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT t.id FROM public.tenants t
  CROSS JOIN LATERAL (
    SELECT p.last_check FROM public.device_posture p
    WHERE p.tenant_id = t.id AND p.expired_check IS DISTINCT FROM p.last_check
      AND public.is_report_expired(p.last_check, t.posture_max_age, statement_timestamp())
    ORDER BY p.last_check LIMIT 1
  ) oldest
  WHERE t.posture_enforcement = 'required' AND t.status = 'active'
    AND NOT public.is_paused(t.held_since, t.home, (SELECT public.database_home()))
  ORDER BY oldest.last_check LIMIT at_most;
END;
