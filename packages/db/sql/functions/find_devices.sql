-- One page of devices by search_devices or page_devices: the folded words of the term decide.
CREATE OR REPLACE FUNCTION find_devices(
  term text, of_user uuid, platforms text[], statuses text[], compliances text[], awaiting boolean, online_since timestamptz,
  sort text, descending boolean, after_key text, after_id uuid, at_most integer, count_to integer
) RETURNS TABLE (id uuid, sort_key text, total integer)
LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp
AS $$
BEGIN
  IF length((search_words(term))[1]) >= 3 THEN
    RETURN QUERY SELECT p.id, p.sort_key, p.total FROM search_devices(term, of_user, platforms, statuses, compliances, awaiting,
      online_since, sort, descending, after_key, after_id, at_most, count_to) p;
  ELSE
    RETURN QUERY SELECT p.id, p.sort_key, p.total FROM page_devices(term, of_user, platforms, statuses, compliances, awaiting,
      online_since, sort, descending, after_key, after_id, at_most, count_to) p;
  END IF;
END $$;
