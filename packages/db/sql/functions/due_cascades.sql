-- The worker's dispatcher: found by state, oldest first.
CREATE OR REPLACE FUNCTION due_cascades(at_most integer) RETURNS TABLE (tenant_id uuid, cascade_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT c.tenant_id, c.id FROM public.cascades c
  WHERE c.status = 'running' AND c.next_attempt_at <= statement_timestamp()
  ORDER BY c.next_attempt_at LIMIT at_most;
END;
