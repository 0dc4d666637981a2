-- page_devices as the owner, because LIKE is not leakproof and would lose its index under a policy. It takes the tenant from the
-- setting all the same, and answers one page's ids, sort keys and a capped total, nothing else.
CREATE OR REPLACE FUNCTION search_devices(
  term text, of_user uuid, platforms text[], statuses text[], compliances text[], awaiting boolean, online_since timestamptz,
  sort text, descending boolean, after_key text, after_id uuid, at_most integer, count_to integer
) RETURNS TABLE (id uuid, sort_key text, total integer)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT p.id, p.sort_key, p.total FROM public.page_devices(term, of_user, platforms, statuses, compliances, awaiting, online_since,
    sort, descending, after_key, after_id, at_most, count_to) p;
END;
