-- Who holds a session token: one round trip for every request, in the caller's own rights. It sets the tenant itself and reads
-- under row-level security, so a token opens nothing but the tenant it names. Notes once a minute that the session was seen;
-- that write comes first, so that what is read after a wait for a revocation is what the revocation left.
CREATE FUNCTION read_principal(of_tenant uuid, of_token bytea, idle_hours integer)
RETURNS TABLE (user_id uuid, session_id uuid, is_owner boolean, permissions text[])
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public, pg_temp
AS $$
DECLARE
  idle_since timestamptz := now() - make_interval(hours => idle_hours);
BEGIN
  PERFORM set_config('app.tenant_id', of_tenant::text, true);
  UPDATE sessions s SET last_seen_at = now()
  WHERE s.tenant_id = of_tenant AND s.token_hash = of_token
    AND s.last_seen_at < now() - interval '1 minute' AND s.last_seen_at > idle_since AND s.expires_at > now();
  RETURN QUERY
  SELECT u.id, s.id, u.is_owner, CASE WHEN u.is_owner THEN '{}'::text[] ELSE permissions_of(u.tenant_id, u.id) END
  FROM sessions s
  JOIN users u ON u.tenant_id = s.tenant_id AND u.id = s.user_id
  JOIN tenants t ON t.id = s.tenant_id
  WHERE s.tenant_id = of_tenant AND s.token_hash = of_token
    AND s.last_seen_at > idle_since AND s.expires_at > now()
    AND u.status = 'active' AND t.status = 'active';
END $$;
--> statement-breakpoint
-- SECURITY DEFINER, as nobody is granted the table. Checks and counts one attempt under account, address and both together, or
-- under none of them where one budget is used up; answers the seconds to wait, 0 for "counted". Rows are locked in the order of
-- their scope's name, here and below. The account's budget does not hold for an address that has signed in to it in 90 days:
-- guessers from everywhere else cannot shut its owner out.
CREATE FUNCTION count_sign_in(account bytea, address bytea, pair bytea, budgets integer[], windows integer[])
RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  scopes CONSTANT text[] := ARRAY['account', 'address', 'pair'];
  moment CONSTANT timestamptz := clock_timestamp();
  is_known CONSTANT boolean := EXISTS (
    SELECT FROM public.sign_in_throttle k
    WHERE k.scope = 'known' AND k.key = pair AND k.window_started_at > clock_timestamp() - interval '90 days');
  wait integer;
BEGIN
  IF random() < 0.02 THEN
    DELETE FROM public.sign_in_throttle t WHERE t.ctid = ANY (ARRAY(
      SELECT old.ctid FROM public.sign_in_throttle old
      WHERE old.scope = ANY (scopes) AND old.window_started_at < moment - interval '1 day'
         OR old.scope = 'known' AND old.window_started_at < moment - interval '90 days'
      LIMIT 500 FOR UPDATE SKIP LOCKED));
  END IF;
  WITH counted AS (
    INSERT INTO public.sign_in_throttle AS t (scope, key, attempts, window_started_at)
    SELECT wanted.scope, wanted.key, 1, moment
    FROM unnest(scopes, ARRAY[account, address, pair]) AS wanted (scope, key)
    WHERE wanted.scope <> 'account' OR NOT is_known
    ORDER BY wanted.scope
    ON CONFLICT (scope, key) DO UPDATE SET (attempts, window_started_at) = (
      SELECT CASE WHEN over THEN 1 ELSE t.attempts + 1 END, CASE WHEN over THEN moment ELSE t.window_started_at END
      FROM (SELECT t.window_started_at <= moment - make_interval(secs => windows[array_position(scopes, t.scope)]) AS over) w)
    RETURNING t.scope, t.attempts, t.window_started_at
  )
  SELECT max(ceil(extract(epoch FROM c.window_started_at - moment)) + windows[array_position(scopes, c.scope)])
  INTO wait
  FROM counted c WHERE c.attempts > budgets[array_position(scopes, c.scope)];
  IF wait IS NULL THEN
    RETURN 0;
  END IF;
  UPDATE public.sign_in_throttle t SET attempts = t.attempts - 1
  WHERE (t.scope, t.key) IN (('account', account), ('address', address), ('pair', pair)) AND t.attempts > 0
    AND (t.scope <> 'account' OR NOT is_known);
  RETURN greatest(wait, 1);
END $$;
--> statement-breakpoint
-- SECURITY DEFINER, as above. Takes a counted attempt back; a success also forgets the failures of that account from that
-- address and remembers the address.
CREATE FUNCTION settle_sign_in(account bytea, address bytea, pair bytea, succeeded boolean)
RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  is_known CONSTANT boolean := EXISTS (
    SELECT FROM public.sign_in_throttle k
    WHERE k.scope = 'known' AND k.key = pair AND k.window_started_at > clock_timestamp() - interval '90 days');
BEGIN
  UPDATE public.sign_in_throttle t SET attempts = t.attempts - 1
  WHERE t.scope = 'account' AND t.key = account AND t.attempts > 0 AND NOT is_known;
  UPDATE public.sign_in_throttle t SET attempts = t.attempts - 1 WHERE t.scope = 'address' AND t.key = address AND t.attempts > 0;
  UPDATE public.sign_in_throttle t SET attempts = CASE WHEN succeeded THEN 0 ELSE t.attempts - 1 END
  WHERE t.scope = 'pair' AND t.key = pair AND t.attempts > 0;
  IF succeeded THEN
    INSERT INTO public.sign_in_throttle (scope, key, attempts, window_started_at) VALUES ('known', pair, 0, clock_timestamp())
    ON CONFLICT (scope, key) DO UPDATE SET window_started_at = excluded.window_started_at;
  END IF;
END $$;
