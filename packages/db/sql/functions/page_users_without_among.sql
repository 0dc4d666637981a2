-- until: 2
-- What the release before page_users with `among` calls. Most searches are one planned statement, because planning took longer than
-- finding: the trigram index finds what contains a term, whatever term and tenant. Where it finds many, the order's index is the
-- better way to a page; that depends on the term and is planned for it.
CREATE OR REPLACE FUNCTION page_users(
  term text, statuses text[], of_role uuid, of_group uuid, online_since timestamptz, online boolean,
  sort text, descending boolean, after_key text, after_id uuid, at_most integer, count_to integer
) RETURNS TABLE (id uuid, sort_key text, total integer)
LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  few CONSTANT integer := 500;
  found uuid[];
  matched integer;
  -- Once, not for every row that the index finds.
  pattern CONSTANT text := contains_pattern(term);
  key text := CASE sort
    WHEN 'name' THEN 'u.name_key'
    WHEN 'email' THEN 'u.email'
    WHEN 'createdAt' THEN 'u.created_at'
    WHEN 'lastConnection' THEN 'u.last_connection_key' END;
  key_type text := CASE WHEN sort IN ('name', 'email') THEN 'text COLLATE "C"' ELSE 'timestamptz' END;
  matches text := 'u.tenant_id = app_tenant_id() AND u.status <> ''deleting''';
  -- Where a short term may stand: at the beginning.
  ranges CONSTANT text[] := ARRAY[
    '(u.name_key >= lower($1) AND u.name_key < prefix_end(lower($1)))',
    '(u.last_name_key >= lower($1) AND u.last_name_key < prefix_end(lower($1)))',
    '(u.email >= lower($1) AND u.email < prefix_end(lower($1)))'];
  counted text;
  is_online text := 'u.status = ''active'' AND u.id IN (SELECT d.user_id FROM devices d WHERE d.tenant_id = app_tenant_id()
    AND d.last_connection_key > $6 AND d.id IN (SELECT a.device_id FROM access a WHERE a.tenant_id = app_tenant_id()))';
BEGIN
  IF length(term) >= 3 AND of_role IS NULL AND of_group IS NULL AND online IS NULL THEN
    -- One look into the trigrams tells how many there are and, where they are few, who.
    IF statuses IS NULL THEN
      SELECT array_agg(f.user_id) INTO found FROM (SELECT s.user_id FROM user_search s
        WHERE s.tenant_id = app_tenant_id() AND s.words LIKE pattern LIMIT count_to) f;
    ELSE
      SELECT array_agg(f.user_id) INTO found FROM (SELECT s.user_id FROM user_search s
        JOIN users u ON u.tenant_id = s.tenant_id AND u.id = s.user_id AND u.status = ANY (statuses)
        WHERE s.tenant_id = app_tenant_id() AND s.words LIKE pattern LIMIT count_to) f;
    END IF;
    matched := coalesce(cardinality(found), 0);
    IF matched = 0 THEN RETURN; END IF;
    -- Sorting a few is nothing; making a plan for each of the orders would be.
    IF matched <= few AND sort = 'name' THEN
      RETURN QUERY SELECT u.id, u.name_key::text, matched FROM users u
      WHERE u.tenant_id = app_tenant_id() AND u.id = ANY (found) AND (after_id IS NULL OR CASE WHEN descending
        THEN (u.name_key, u.id) < (after_key COLLATE "C", after_id) ELSE (u.name_key, u.id) > (after_key COLLATE "C", after_id) END)
      ORDER BY CASE WHEN descending THEN u.name_key END DESC, CASE WHEN descending THEN u.id END DESC, u.name_key, u.id LIMIT at_most;
      RETURN;
    END IF;
  END IF;
  IF matched > few THEN
    matches := matches || ' AND u.search_text LIKE $11';
  ELSIF matched IS NOT NULL THEN
    matches := matches || ' AND u.id = ANY ($12)';
  ELSIF length(term) >= 3 THEN
    matches := matches || ' AND u.id IN (SELECT s.user_id FROM user_search s WHERE s.tenant_id = app_tenant_id() AND s.words LIKE $11)';
  END IF;
  IF cardinality(statuses) = 1 THEN matches := matches || ' AND u.status = $2[1]';
  ELSIF statuses IS NOT NULL THEN matches := matches || ' AND u.status = ANY ($2)'; END IF;
  IF of_group IS NOT NULL THEN
    matches := matches || ' AND u.id IN (SELECT m.user_id FROM group_members m WHERE m.tenant_id = app_tenant_id() AND m.group_id = $4)';
  END IF;
  IF of_role IS NOT NULL THEN
    matches := matches || ' AND u.id IN (
      SELECT r.user_id FROM user_roles r WHERE r.tenant_id = app_tenant_id() AND r.role_id = $3
      UNION SELECT m.user_id FROM group_roles r JOIN group_members m ON m.tenant_id = r.tenant_id AND m.group_id = r.group_id
      WHERE r.tenant_id = app_tenant_id() AND r.role_id = $3)';
  END IF;
  IF online THEN matches := matches || ' AND ' || is_online;
  ELSIF NOT online THEN matches := matches || ' AND NOT (' || is_online || ')'; END IF;
  counted := format('SELECT FROM users u WHERE %s LIMIT $8', matches);
  IF length(term) < 3 THEN
    -- Range by range, each up to the cap: all three at once would be read to their ends before the first row is counted.
    counted := format('(SELECT FROM users u WHERE %1$s AND %2$s LIMIT $8)
      UNION ALL (SELECT FROM users u WHERE %1$s AND %3$s AND (%2$s) IS NOT TRUE LIMIT $8)
      UNION ALL (SELECT FROM users u WHERE %1$s AND %4$s AND (%2$s OR %3$s) IS NOT TRUE LIMIT $8) LIMIT $8',
      matches, ranges[1], ranges[2], ranges[3]);
    matches := matches || ' AND (' || array_to_string(ranges, ' OR ') || ')';
  END IF;
  RETURN QUERY EXECUTE format(
    'SELECT u.id, %1$s::text, coalesce($10, (SELECT count(*)::integer FROM (%5$s) counted))
     FROM users u WHERE %2$s %3$s ORDER BY %1$s %4$s, u.id %4$s LIMIT $7',
    key, matches,
    CASE WHEN after_id IS NOT NULL THEN format('AND (%s, u.id) %s ($5::%s, $9)', key, CASE WHEN descending THEN '<' ELSE '>' END, key_type) END,
    CASE WHEN descending THEN 'DESC' ELSE 'ASC' END, counted)
  USING term, statuses, of_role, of_group, after_key, online_since, at_most, count_to, after_id, matched, pattern, found;
END $$;
