-- What an operator monitors, over all tenants at once: counts and ages in seconds, never whose. A cascade that was superseded, or a
-- device whose key may connect again, is nothing that a gateway has yet to confirm: the same rule as for its stream of peers. Nor is
-- what an administrator has settled.
CREATE OR REPLACE FUNCTION counts_for_metrics(silent_after integer) RETURNS TABLE (
  cascades_running integer, cascades_postponed integer, oldest_running double precision,
  cascades_parked integer, oldest_parked double precision,
  gateways_new integer, gateways_reporting integer, gateways_silent integer, longest_silence double precision,
  confirmations_open integer, oldest_confirmation double precision)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT running.held, running.postponed, running.oldest, parked.held, parked.oldest,
    heard.never, heard.lately, heard.silent, heard.longest, owed.held, owed.oldest
  FROM (
    SELECT count(*)::integer AS held, (count(*) FILTER (WHERE c.attempts > 0))::integer AS postponed,
      coalesce(extract(epoch FROM statement_timestamp() - min(c.requested_at)), 0)::double precision AS oldest
    FROM public.cascades c WHERE c.status = 'running'
  ) running, (
    SELECT coalesce(sum(each.held), 0)::integer AS held,
      coalesce(extract(epoch FROM statement_timestamp() - min(each.since)), 0)::double precision AS oldest
    FROM public.tenants t CROSS JOIN LATERAL (
      SELECT count(*) AS held, min(c.requested_at) AS since
      FROM public.cascades c WHERE c.tenant_id = t.id AND c.status = 'failed'
    ) each
  ) parked, (
    SELECT (count(*) FILTER (WHERE g.last_report IS NULL))::integer AS never,
      (count(*) FILTER (WHERE g.last_report > statement_timestamp() - make_interval(secs => silent_after)))::integer AS lately,
      (count(*) FILTER (WHERE g.last_report <= statement_timestamp() - make_interval(secs => silent_after)))::integer AS silent,
      coalesce(extract(epoch FROM statement_timestamp() - min(g.last_report)), 0)::double precision AS longest
    FROM public.gateways g
  ) heard, (
    SELECT count(*)::integer AS held,
      coalesce(extract(epoch FROM statement_timestamp() - min(o.asked_at)), 0)::double precision AS oldest
    FROM public.gateway_confirmations o
    LEFT JOIN public.cascades c ON c.tenant_id = o.tenant_id AND c.id = o.change_id
    LEFT JOIN public.users u ON u.tenant_id = o.tenant_id AND u.id = o.user_id
    WHERE o.confirmed_at IS NULL AND o.settled_at IS NULL
      AND CASE WHEN o.public_key IS NULL THEN u.id IS NULL OR u.generation = c.generation
        ELSE NOT EXISTS (SELECT FROM public.access a WHERE a.tenant_id = o.tenant_id AND a.public_key = o.public_key) END
  ) owed;
END;
