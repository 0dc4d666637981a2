-- Checks and counts one sign-in attempt under account, address and both together, or under none of them; answers the seconds to
-- wait, 0 for "counted". SECURITY DEFINER, because nobody is granted the table. Rows are locked in the order account, address, pair,
-- slow, as in settle_sign_in. Where the account was signed in to from that address within 90 days, only the budget of both together
-- holds. An address over its budget is not shut, whether or not the accounts exist that were tried: one attempt every `slow` seconds
-- goes on.
CREATE OR REPLACE FUNCTION count_attempt(account bytea, address bytea, pair bytea, budgets integer[], windows integer[], slow integer)
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
  is_over boolean;
BEGIN
  IF random() < 0.02 THEN
    DELETE FROM public.sign_in_throttle t WHERE t.ctid = ANY (ARRAY(
      SELECT old.ctid FROM public.sign_in_throttle old
      WHERE old.scope IN ('account', 'address', 'pair', 'slow') AND old.window_started_at < moment - interval '1 day'
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
  SELECT
    max(ceil(extract(epoch FROM c.window_started_at - moment)) + windows[array_position(scopes, c.scope)])
      FILTER (WHERE c.scope <> 'address'),
    coalesce(bool_or(c.scope = 'address'), false) AND NOT is_known
  INTO wait, is_over
  FROM counted c WHERE c.attempts > budgets[array_position(scopes, c.scope)];
  IF wait IS NULL AND is_over THEN
    INSERT INTO public.sign_in_throttle AS t (scope, key, attempts, window_started_at) VALUES ('slow', address, 0, moment)
    ON CONFLICT (scope, key) DO UPDATE SET window_started_at = moment
    WHERE t.window_started_at <= moment - make_interval(secs => slow);
    IF NOT FOUND THEN
      SELECT ceil(extract(epoch FROM t.window_started_at - moment)) + slow INTO wait
      FROM public.sign_in_throttle t WHERE t.scope = 'slow' AND t.key = address;
    END IF;
  END IF;
  IF wait IS NULL THEN
    RETURN 0;
  END IF;
  UPDATE public.sign_in_throttle t SET attempts = t.attempts - 1
  WHERE (t.scope, t.key) IN (('account', account), ('address', address), ('pair', pair)) AND t.attempts > 0
    AND (t.scope <> 'account' OR NOT is_known);
  RETURN greatest(wait, 1);
END $$;
