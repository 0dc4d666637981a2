-- For metrics and the doctor: how many wait, and for how long nothing has moved where something could.
CREATE OR REPLACE FUNCTION waiting_invitations() RETURNS TABLE (invitations_waiting integer, invitations_stalled double precision)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT coalesce(sum(r.waiting), 0)::integer,
    coalesce(max(CASE WHEN t.status = 'active' AND NOT public.is_paused(t.held_since, t.home, (SELECT public.database_home()))
      THEN greatest(0, extract(epoch FROM statement_timestamp() - greatest(r.moved_at, r.paused_until, waiting.due_at))) END), 0)::double precision
  FROM public.invitation_runs r
  JOIN public.tenants t ON t.id = r.tenant_id
  LEFT JOIN LATERAL (SELECT q.due_at FROM public.queued_invitations q
    WHERE q.tenant_id = r.tenant_id ORDER BY q.due_at LIMIT 1) waiting ON true
  WHERE r.waiting > 0;
END;
