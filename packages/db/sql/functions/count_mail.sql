-- SECURITY DEFINER, as nobody is granted the table. Counts one mail under each key, or under none where one budget is used up;
-- answers the seconds to wait, 0 for "counted". Rows are locked in the order of their keys, and until the caller's transaction ends.
CREATE OR REPLACE FUNCTION count_mail(keys bytea[], budgets integer[], windows integer[])
RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  moment CONSTANT timestamptz := clock_timestamp();
  wait integer;
BEGIN
  IF random() < 0.02 THEN
    DELETE FROM public.sign_in_throttle t WHERE t.ctid = ANY (ARRAY(
      SELECT old.ctid FROM public.sign_in_throttle old
      WHERE old.scope = 'mail' AND old.window_started_at < moment - interval '1 day'
      LIMIT 500 FOR UPDATE SKIP LOCKED));
  END IF;
  WITH counted AS (
    INSERT INTO public.sign_in_throttle AS t (scope, key, attempts, window_started_at)
    SELECT 'mail', wanted.key, 1, moment FROM unnest(keys) AS wanted (key) ORDER BY wanted.key
    ON CONFLICT (scope, key) DO UPDATE SET (attempts, window_started_at) = (
      SELECT CASE WHEN over THEN 1 ELSE t.attempts + 1 END, CASE WHEN over THEN moment ELSE t.window_started_at END
      FROM (SELECT t.window_started_at <= moment - make_interval(secs => windows[array_position(keys, t.key)]) AS over) w)
    RETURNING t.key, t.attempts, t.window_started_at
  )
  SELECT max(ceil(extract(epoch FROM c.window_started_at - moment)) + windows[array_position(keys, c.key)])
  INTO wait
  FROM counted c WHERE c.attempts > budgets[array_position(keys, c.key)];
  IF wait IS NULL THEN
    RETURN 0;
  END IF;
  UPDATE public.sign_in_throttle t SET attempts = t.attempts - 1
  WHERE t.scope = 'mail' AND t.key = ANY (keys) AND t.attempts > 0;
  RETURN greatest(wait, 1);
END $$;
