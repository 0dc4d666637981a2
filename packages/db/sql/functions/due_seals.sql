-- Tenants with something unsealed, longest waiting first: what the sealing worker asks.
CREATE OR REPLACE FUNCTION due_seals(at_most integer) RETURNS TABLE (tenant_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT t.id FROM public.tenants t
  CROSS JOIN LATERAL (SELECT u.number FROM public.audit_unsealed u WHERE u.tenant_id = t.id ORDER BY u.number LIMIT 1) waiting
  ORDER BY waiting.number LIMIT at_most;
END;
