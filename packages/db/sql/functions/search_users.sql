-- page_users as the owner, because LIKE is not leakproof and would lose its index under a policy. It takes the tenant from the
-- setting all the same, and answers one page's ids, sort keys and a capped total, nothing else.
CREATE OR REPLACE FUNCTION search_users(
  term text, statuses text[], of_role uuid, of_group uuid, online_since timestamptz, online boolean,
  sort text, descending boolean, after_key text, after_id uuid, at_most integer, count_to integer,
  among uuid[]
) RETURNS TABLE (id uuid, sort_key text, total integer)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT p.id, p.sort_key, p.total FROM public.page_users(term, statuses, of_role, of_group, online_since, online,
    sort, descending, after_key, after_id, at_most, count_to, among) p;
END;
