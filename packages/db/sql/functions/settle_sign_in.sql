-- Takes a counted attempt back; a success also forgets the failures of that account from that address and remembers the address.
-- SECURITY DEFINER, because nobody is granted the table.
CREATE OR REPLACE FUNCTION settle_sign_in(account bytea, address bytea, pair bytea, succeeded boolean)
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
