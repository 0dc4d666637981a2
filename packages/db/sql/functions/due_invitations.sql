-- For the worker: tenants in which an invitation may be mailed now, longest waiting first.
CREATE OR REPLACE FUNCTION due_invitations(at_most integer) RETURNS TABLE (tenant_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT r.tenant_id FROM public.invitation_runs r
  JOIN public.tenants t ON t.id = r.tenant_id
  CROSS JOIN LATERAL (SELECT q.due_at FROM public.queued_invitations q
    WHERE q.tenant_id = r.tenant_id AND q.due_at <= statement_timestamp() ORDER BY q.due_at LIMIT 1) waiting
  WHERE r.waiting > 0 AND (r.paused_until IS NULL OR r.paused_until <= statement_timestamp())
    AND t.status = 'active' AND NOT public.is_paused(t.held_since, t.home, (SELECT public.database_home()))
  GROUP BY r.tenant_id ORDER BY min(waiting.due_at) LIMIT at_most;
END;
