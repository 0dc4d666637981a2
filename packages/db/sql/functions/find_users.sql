-- The users that a list with these filters has, by search_users or page_users: the folded words of the term decide. `among` limits
-- it to those ids.
CREATE OR REPLACE FUNCTION find_users(
  term text, statuses text[], of_role uuid, of_group uuid, online boolean, among uuid[], at_most integer
) RETURNS TABLE (id uuid)
LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp
AS $$
BEGIN
  IF length((search_words(term))[1]) >= 3 THEN
    RETURN QUERY SELECT p.id FROM search_users(term, statuses, of_role, of_group, NULL, online, 'createdAt', false, NULL, NULL, at_most, at_most, among) p;
  ELSE
    RETURN QUERY SELECT p.id FROM page_users(term, statuses, of_role, of_group, NULL, online, 'createdAt', false, NULL, NULL, at_most, at_most, among) p;
  END IF;
END $$;
