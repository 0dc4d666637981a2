-- Bulk operations that wait for a worker, of all tenants that are open, longest waiting first: with a batch to run, or expired.
CREATE OR REPLACE FUNCTION due_bulk_operations(at_most integer) RETURNS TABLE (tenant_id uuid, operation_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT due.tenant_id, due.id FROM (
    SELECT r.tenant_id, r.id, r.next_attempt_at AS since FROM public.bulk_operations r
    WHERE r.status = 'running' AND r.next_attempt_at <= statement_timestamp()
    UNION ALL
    SELECT e.tenant_id, e.id, e.expires_at FROM public.bulk_operations e
    WHERE e.status IN ('preview', 'waiting') AND e.expires_at <= statement_timestamp()
  ) due
  JOIN public.tenants t ON t.id = due.tenant_id AND t.status = 'active'
    AND NOT public.is_paused(t.held_since, t.home, (SELECT public.database_home()))
  ORDER BY due.since LIMIT at_most;
END;
