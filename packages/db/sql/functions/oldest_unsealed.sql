-- For whoever watches: seconds since the oldest event, of any tenant, that no seal covers yet; zero where all are sealed.
CREATE OR REPLACE FUNCTION oldest_unsealed() RETURNS double precision
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT coalesce(extract(epoch FROM statement_timestamp() - min(e.at)), 0)::double precision
  FROM public.tenants t
  CROSS JOIN LATERAL (SELECT u.event_ids FROM public.audit_unsealed u WHERE u.tenant_id = t.id ORDER BY u.number LIMIT 1) waiting
  JOIN public.audit_events e ON e.tenant_id = t.id AND e.id = waiting.event_ids[1];
END;
