-- Bulk operations that wait for a worker, of all tenants that are open, longest waiting first.
CREATE OR REPLACE FUNCTION due_bulk_operations(at_most integer) RETURNS TABLE (tenant_id uuid, operation_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT b.tenant_id, b.id FROM public.bulk_operations b
  JOIN public.tenants t ON t.id = b.tenant_id AND t.status = 'active' AND NOT public.is_paused(t.held_since, t.home, public.database_home())
  WHERE b.status = 'running' AND b.next_attempt_at <= statement_timestamp()
  ORDER BY b.next_attempt_at LIMIT at_most;
END;
