-- The list of users: ids, sort keys and a capped total. Without `count_to` nothing is counted, and the total is null; `at_most` 0
-- asks for the total alone, in one row without an id. It runs as its caller, under row-level security, with operators that may use
-- an index there: equality and ranges. Each word of the term, folded, must match, in any order. `among` limits it to those
-- ids; `online_since` is not read any more.
CREATE OR REPLACE FUNCTION page_users(
  term text, statuses text[], of_role uuid, of_group uuid, online_since timestamptz, online boolean,
  sort text, descending boolean, after_key text, after_id uuid, at_most integer, count_to integer,
  among uuid[]
) RETURNS TABLE (id uuid, sort_key text, total integer)
LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  few CONSTANT integer := 500;
  -- So many are looked up one by one sooner than met in the page's order, which may pass everybody else first.
  listed CONSTANT integer := 2000;
  -- How many are looked up at most; where nothing is counted, enough to tell whether they are many.
  looked_up CONSTANT integer := coalesce(count_to, listed + 1);
  found uuid[];
  matched integer;
  -- Once, not for every row that the index finds.
  sought CONSTANT text[] := CASE WHEN term IS NOT NULL THEN search_words(term) END;
  is_long CONSTANT boolean := length(sought[1]) >= 3;
  patterns CONSTANT text[] := ARRAY(SELECT search_pattern(w.word) FROM unnest(sought) WITH ORDINALITY w (word, place) ORDER BY w.place);
  -- The index looks for the two longest words, the rest is held against what it finds.
  first_pattern CONSTANT text := patterns[1];
  second_pattern CONSTANT text := CASE WHEN length(sought[2]) >= 3 THEN patterns[2] ELSE '%' END;
  others CONSTANT text[] := patterns[CASE WHEN length(sought[2]) >= 3 THEN 3 ELSE 2 END:];
  -- A text without other forms is all that the search has of somebody.
  words_of CONSTANT text := ''' '' || CASE WHEN octet_length(u.search_text) = char_length(u.search_text) AND u.search_text !~ ''[aou]e|aa''
    THEN u.search_text ELSE (SELECT s.words FROM user_search s WHERE s.tenant_id = u.tenant_id AND s.user_id = u.id) END';
  prefixed uuid[];
  key text := CASE sort
    WHEN 'name' THEN 'u.name_key'
    WHEN 'email' THEN 'u.email'
    WHEN 'createdAt' THEN 'u.created_at'
    WHEN 'lastConnection' THEN 'u.last_connection_key' END;
  key_type text := CASE WHEN sort IN ('name', 'email') THEN 'text COLLATE "C"' ELSE 'timestamptz' END;
  matches text := 'u.tenant_id = app_tenant_id() AND u.status <> ''deleting''';
  -- Where a short term may stand: at the beginning.
  ranges text[] := ARRAY[
    '(u.name_key >= $1 AND u.name_key < prefix_end($1))',
    '(u.last_name_key >= $1 AND u.last_name_key < prefix_end($1))',
    '(u.email >= $1 AND u.email < prefix_end($1))'];
  counted text;
  is_online text := 'u.status = ''active'' AND u.id IN (SELECT d.user_id FROM online_devices d WHERE d.tenant_id = app_tenant_id())';
BEGIN
  IF is_long AND of_role IS NULL AND of_group IS NULL AND online IS NULL AND among IS NULL THEN
    -- One look into the trigrams tells how many there are and, where they are few, who.
    IF statuses IS NULL THEN
      SELECT array_agg(f.user_id) INTO found FROM (SELECT s.user_id FROM user_search s
        WHERE s.tenant_id = app_tenant_id() AND s.words LIKE first_pattern AND s.words LIKE second_pattern
          AND ' ' || s.words LIKE ALL (others) LIMIT looked_up) f;
    ELSE
      SELECT array_agg(f.user_id) INTO found FROM (SELECT s.user_id FROM user_search s
        JOIN users u ON u.tenant_id = s.tenant_id AND u.id = s.user_id AND u.status = ANY (statuses)
        WHERE s.tenant_id = app_tenant_id() AND s.words LIKE first_pattern AND s.words LIKE second_pattern
          AND ' ' || s.words LIKE ALL (others) LIMIT looked_up) f;
    END IF;
    matched := coalesce(cardinality(found), 0);
    IF matched = 0 THEN RETURN; END IF;
    IF at_most = 0 THEN
      RETURN QUERY SELECT NULL::uuid, NULL::text, matched;
      RETURN;
    END IF;
    -- Sorting a few is nothing; making a plan for each of the orders would be.
    IF matched <= few AND sort = 'name' THEN
      RETURN QUERY SELECT u.id, u.name_key::text, CASE WHEN count_to IS NOT NULL THEN matched END FROM users u
      WHERE u.tenant_id = app_tenant_id() AND u.id = ANY (found) AND (after_id IS NULL OR CASE WHEN descending
        THEN (u.name_key, u.id) < (after_key COLLATE "C", after_id) ELSE (u.name_key, u.id) > (after_key COLLATE "C", after_id) END)
      ORDER BY CASE WHEN descending THEN u.name_key END DESC, CASE WHEN descending THEN u.id END DESC, u.name_key, u.id LIMIT at_most;
      RETURN;
    END IF;
  END IF;
  IF matched > listed THEN
    -- Many are met soon in the page's order: coalesce keeps the planner from taking them for few.
    matches := matches || ' AND coalesce(' || words_of || ' LIKE ALL ($11), false)';
  ELSIF matched IS NOT NULL THEN
    matches := matches || ' AND u.id = ANY ($12)';
  ELSIF is_long THEN
    matches := matches || ' AND u.id IN (SELECT s.user_id FROM user_search s WHERE s.tenant_id = app_tenant_id()
      AND s.words LIKE $14 AND s.words LIKE $15 AND '' '' || s.words LIKE ALL ($16))';
  ELSIF cardinality(sought) > 1 THEN
    matches := matches || ' AND coalesce(' || words_of || ' LIKE ALL ($16), false)';
  END IF;
  IF cardinality(statuses) = 1 THEN matches := matches || ' AND u.status = $2[1]';
  ELSIF statuses IS NOT NULL THEN matches := matches || ' AND u.status = ANY ($2)'; END IF;
  IF among IS NOT NULL THEN matches := matches || ' AND u.id = ANY ($13)'; END IF;
  IF of_group IS NOT NULL THEN
    matches := matches || ' AND u.id IN (SELECT m.user_id FROM group_members m WHERE m.tenant_id = app_tenant_id() AND m.group_id = $4)';
  END IF;
  IF of_role IS NOT NULL THEN
    matches := matches || ' AND u.id IN (
      SELECT r.user_id FROM user_roles r WHERE r.tenant_id = app_tenant_id() AND r.role_id = $3
      UNION SELECT m.user_id FROM group_roles r JOIN group_members m ON m.tenant_id = r.tenant_id AND m.group_id = r.group_id
      WHERE r.tenant_id = app_tenant_id() AND r.role_id = $3
      UNION SELECT o.id FROM users o JOIN roles r ON r.tenant_id = o.tenant_id AND r.system = ''ADMIN''
      WHERE o.tenant_id = app_tenant_id() AND o.is_owner AND r.id = $3)';
  END IF;
  IF online THEN matches := matches || ' AND ' || is_online;
  ELSIF NOT online THEN matches := matches || ' AND NOT (' || is_online || ')'; END IF;
  counted := format('SELECT FROM users u WHERE %s LIMIT $8', matches);
  IF NOT is_long THEN
    SELECT array_agg(f.user_id) INTO prefixed FROM (SELECT DISTINCT p.user_id FROM user_search_prefixes p
      WHERE p.tenant_id = app_tenant_id() AND p.prefix >= sought[1] AND p.prefix < prefix_end(sought[1]) LIMIT looked_up) f;
    -- Up to there they are looked up; of more, some are met soon in the page's order.
    IF cardinality(prefixed) < looked_up THEN ranges := ranges || '(u.id = ANY ($17))'::text;
    ELSIF prefixed IS NOT NULL THEN
      ranges := ranges || '(u.id IN (SELECT p.user_id FROM user_search_prefixes p
        WHERE p.tenant_id = app_tenant_id() AND p.prefix >= $1 AND p.prefix < prefix_end($1)))'::text;
    END IF;
    -- Range by range, each up to the cap: all at once would be read to their ends before the first row is counted.
    SELECT string_agg(format('(SELECT FROM users u WHERE %s AND %s %s LIMIT $8)', matches, ranges[n],
        CASE WHEN n > 1 THEN format('AND (%s) IS NOT TRUE', array_to_string(ranges[:n - 1], ' OR ')) END), ' UNION ALL ' ORDER BY n) || ' LIMIT $8'
      INTO counted FROM generate_series(1, cardinality(ranges)) n;
    matches := matches || ' AND (' || array_to_string(ranges, ' OR ') || ')';
  END IF;
  counted := CASE WHEN count_to IS NULL THEN 'NULL::integer'
    ELSE format('coalesce($10, (SELECT count(*)::integer FROM (%s) counted))', counted) END;
  RETURN QUERY EXECUTE CASE WHEN at_most = 0 THEN format('SELECT NULL::uuid, NULL::text, %s', counted) ELSE format(
    'SELECT u.id, %1$s::text, %5$s FROM users u WHERE %2$s %3$s ORDER BY %1$s %4$s, u.id %4$s LIMIT $7',
    key, matches,
    CASE WHEN after_id IS NOT NULL THEN format('AND (%s, u.id) %s ($5::%s, $9)', key, CASE WHEN descending THEN '<' ELSE '>' END, key_type) END,
    CASE WHEN descending THEN 'DESC' ELSE 'ASC' END, counted) END
  USING sought[1], statuses, of_role, of_group, after_key, online_since, at_most, count_to, after_id, matched, patterns, found, among,
    first_pattern, second_pattern, others, prefixed;
END $$;
