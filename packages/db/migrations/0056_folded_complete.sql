-- What came, went or got another name between the filling in 0053 and the triggers. Rows are locked, in everybody's order: a name
-- that is changed meanwhile must not be overwritten by the one before.
INSERT INTO user_search SELECT u.tenant_id, u.id, search_forms(u.search_text) FROM users u
WHERE u.status <> 'deleting' AND EXISTS (SELECT FROM user_search s
  WHERE s.tenant_id = u.tenant_id AND s.user_id = u.id AND s.words <> search_forms(u.search_text))
ORDER BY u.id FOR SHARE OF u
ON CONFLICT (tenant_id, user_id) DO UPDATE SET words = excluded.words;
--> statement-breakpoint
INSERT INTO device_search SELECT d.tenant_id, d.id, search_forms(d.search_text) FROM devices d
WHERE EXISTS (SELECT FROM device_search s
  WHERE s.tenant_id = d.tenant_id AND s.device_id = d.id AND s.words <> search_forms(d.search_text))
ORDER BY d.id FOR SHARE OF d
ON CONFLICT (tenant_id, device_id) DO UPDATE SET words = excluded.words;
--> statement-breakpoint
DELETE FROM user_search_prefixes p WHERE NOT EXISTS (SELECT FROM users u
  WHERE u.tenant_id = p.tenant_id AND u.id = p.user_id AND u.status <> 'deleting'
    AND p.prefix = ANY (folded_prefixes(ARRAY[u.name_key, u.last_name_key, u.email])));
--> statement-breakpoint
DELETE FROM device_search_prefixes p WHERE NOT EXISTS (SELECT FROM devices d
  WHERE d.tenant_id = p.tenant_id AND d.id = p.device_id AND p.prefix = ANY (folded_prefixes(ARRAY[d.name_key])));
--> statement-breakpoint
INSERT INTO user_search_prefixes SELECT u.tenant_id, u.id, unnest(folded_prefixes(ARRAY[u.name_key, u.last_name_key, u.email]))
FROM (SELECT * FROM users WHERE status <> 'deleting' AND octet_length(search_text) > char_length(search_text) AND NOT (
    folded_prefixes(ARRAY[name_key, last_name_key, email]) <@ ARRAY(SELECT p.prefix::text FROM user_search_prefixes p
      WHERE p.tenant_id = users.tenant_id AND p.user_id = users.id))
  ORDER BY id FOR SHARE) u
ON CONFLICT DO NOTHING;
--> statement-breakpoint
INSERT INTO device_search_prefixes SELECT d.tenant_id, d.id, unnest(folded_prefixes(ARRAY[d.name_key]))
FROM (SELECT * FROM devices WHERE octet_length(search_text) > char_length(search_text) AND NOT (
    folded_prefixes(ARRAY[name_key]) <@ ARRAY(SELECT p.prefix::text FROM device_search_prefixes p
      WHERE p.tenant_id = devices.tenant_id AND p.device_id = devices.id))
  ORDER BY id FOR SHARE) d
ON CONFLICT DO NOTHING;
--> statement-breakpoint
ALTER TABLE "user_search_prefixes" VALIDATE CONSTRAINT "user_search_prefixes_user";
--> statement-breakpoint
ALTER TABLE "device_search_prefixes" VALIDATE CONSTRAINT "device_search_prefixes_device";
--> statement-breakpoint
-- As in 0034, but each word of the term by itself, folded: all must match, in any order. The release before has it, too.
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
  is_online text := 'u.status = ''active'' AND u.id IN (SELECT d.user_id FROM devices d WHERE d.tenant_id = app_tenant_id()
    AND d.last_connection_key > $6 AND d.id IN (SELECT a.device_id FROM access a WHERE a.tenant_id = app_tenant_id()))';
BEGIN
  IF is_long AND of_role IS NULL AND of_group IS NULL AND online IS NULL AND among IS NULL THEN
    -- One look into the trigrams tells how many there are and, where they are few, who.
    IF statuses IS NULL THEN
      SELECT array_agg(f.user_id) INTO found FROM (SELECT s.user_id FROM user_search s
        WHERE s.tenant_id = app_tenant_id() AND s.words LIKE first_pattern AND s.words LIKE second_pattern
          AND ' ' || s.words LIKE ALL (others) LIMIT count_to) f;
    ELSE
      SELECT array_agg(f.user_id) INTO found FROM (SELECT s.user_id FROM user_search s
        JOIN users u ON u.tenant_id = s.tenant_id AND u.id = s.user_id AND u.status = ANY (statuses)
        WHERE s.tenant_id = app_tenant_id() AND s.words LIKE first_pattern AND s.words LIKE second_pattern
          AND ' ' || s.words LIKE ALL (others) LIMIT count_to) f;
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
      WHERE p.tenant_id = app_tenant_id() AND p.prefix >= sought[1] AND p.prefix < prefix_end(sought[1]) LIMIT count_to) f;
    -- Up to what is counted they are looked up; of more, some are met soon in the page's order.
    IF cardinality(prefixed) < count_to THEN ranges := ranges || '(u.id = ANY ($17))'::text;
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
  RETURN QUERY EXECUTE format(
    'SELECT u.id, %1$s::text, coalesce($10, (SELECT count(*)::integer FROM (%5$s) counted))
     FROM users u WHERE %2$s %3$s ORDER BY %1$s %4$s, u.id %4$s LIMIT $7',
    key, matches,
    CASE WHEN after_id IS NOT NULL THEN format('AND (%s, u.id) %s ($5::%s, $9)', key, CASE WHEN descending THEN '<' ELSE '>' END, key_type) END,
    CASE WHEN descending THEN 'DESC' ELSE 'ASC' END, counted)
  USING sought[1], statuses, of_role, of_group, after_key, online_since, at_most, count_to, after_id, matched, patterns, found, among,
    first_pattern, second_pattern, others, prefixed;
END $$;
--> statement-breakpoint
-- Whether the trigrams are asked, which the owner alone may, is a matter of the folded words. Otherwise the bodies are taken as they stand.
DO $$
DECLARE
  body CONSTANT text := pg_get_functiondef('user_page(uuid, text, text[], uuid, uuid, timestamptz, boolean, text, boolean, text, uuid, integer, integer, uuid[])'::regprocedure);
  changed CONSTANT text := replace(body, 'IF length(term) >= 3 THEN', 'IF length((search_words(term))[1]) >= 3 THEN');
BEGIN
  IF changed = body THEN RAISE EXCEPTION 'user_page tells terms apart in another way than 0056 expects'; END IF;
  EXECUTE changed;
END $$;
--> statement-breakpoint
-- As in 0026, but each word of the term by itself, folded: each must match the device or its user.
CREATE OR REPLACE FUNCTION page_devices(
  term text, of_user uuid, platforms text[], statuses text[], compliances text[], awaiting boolean, online_since timestamptz,
  sort text, descending boolean, after_key text, after_id uuid, at_most integer, count_to integer
) RETURNS TABLE (id uuid, sort_key text, total integer)
LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp
AS $$
DECLARE
  sought CONSTANT text[] := CASE WHEN term IS NOT NULL THEN search_words(term) END;
  patterns CONSTANT text[] := ARRAY(SELECT search_pattern(w.word) FROM unnest(sought) WITH ORDINALITY w (word, place) ORDER BY w.place);
  -- The index looks for the two longest words, or the range for the only one; the rest is held against what that finds.
  by_index CONSTANT integer := CASE WHEN length(sought[2]) >= 3 THEN 2 ELSE 1 END;
  others CONSTANT text[] := patterns[by_index + 1:];
  last_seen text := 'd.last_connection_key';
  key text := CASE sort WHEN 'name' THEN 'd.name_key' WHEN 'createdAt' THEN 'd.created_at' WHEN 'lastConnection' THEN last_seen END;
  key_type text := CASE WHEN sort = 'name' THEN 'text COLLATE "C"' ELSE 'timestamptz' END;
  source text := 'devices d JOIN users u ON u.tenant_id = d.tenant_id AND u.id = d.user_id AND u.status <> ''deleting''';
  matches text := 'd.tenant_id = app_tenant_id()';
  is_on text := last_seen || ' > $5 AND d.id IN (SELECT a.device_id FROM access a WHERE a.tenant_id = app_tenant_id())';
BEGIN
  IF length(sought[1]) >= 3 THEN
    FOR n IN 1..by_index LOOP
      matches := matches || format(' AND d.id IN (
        SELECT s.device_id FROM device_search s WHERE s.tenant_id = app_tenant_id() AND s.words LIKE $1[%1$s]
        UNION SELECT f.id FROM user_search s JOIN devices f ON f.tenant_id = s.tenant_id AND f.user_id = s.user_id
        WHERE s.tenant_id = app_tenant_id() AND s.words LIKE $1[%1$s])', n);
    END LOOP;
  ELSIF sought IS NOT NULL THEN
    matches := matches || ' AND (d.name_key >= $10 AND d.name_key < prefix_end($10)';
    -- Where no name begins with such an accent, a range is all that is looked through.
    IF EXISTS (SELECT FROM device_search_prefixes p
      WHERE p.tenant_id = app_tenant_id() AND p.prefix >= sought[1] AND p.prefix < prefix_end(sought[1])) THEN
      matches := matches || ' OR d.id = ANY (ARRAY(SELECT p.device_id FROM device_search_prefixes p
        WHERE p.tenant_id = app_tenant_id() AND p.prefix >= $10 AND p.prefix < prefix_end($10)))';
    END IF;
    matches := matches || ')';
  END IF;
  IF cardinality(others) > 0 THEN
    matches := matches || ' AND coalesce(concat('' '',
      (SELECT s.words FROM device_search s WHERE s.tenant_id = d.tenant_id AND s.device_id = d.id), '' '',
      (SELECT s.words FROM user_search s WHERE s.tenant_id = d.tenant_id AND s.user_id = d.user_id)) LIKE ALL ($11), false)';
  END IF;
  IF of_user IS NOT NULL THEN matches := matches || ' AND d.user_id = $2'; END IF;
  -- One value is an equality, which lets its index serve the order as well.
  IF cardinality(platforms) = 1 THEN matches := matches || ' AND d.platform = $3[1]';
  ELSIF platforms IS NOT NULL THEN matches := matches || ' AND d.platform = ANY ($3)'; END IF;
  IF statuses IS NOT NULL THEN
    matches := matches || ' AND (' || concat_ws(' OR ',
      CASE WHEN 'deactivated' = ANY (statuses) THEN 'd.cause IS NOT NULL' END,
      CASE WHEN 'online' = ANY (statuses) THEN '(' || is_on || ')' END,
      CASE WHEN 'offline' = ANY (statuses) THEN '(d.cause IS NULL AND NOT (' || is_on || '))' END,
      CASE WHEN cardinality(statuses) = 0 THEN 'true' END) || ')';
  END IF;
  IF compliances IS NOT NULL THEN
    matches := matches || ' AND d.id IN (
      SELECT a.device_id FROM device_access a WHERE a.tenant_id = app_tenant_id() AND a.compliance = ANY ($9))';
  END IF;
  IF awaiting THEN matches := matches || ' AND d.approved_at IS NULL';
  ELSIF NOT awaiting THEN matches := matches || ' AND d.approved_at IS NOT NULL'; END IF;
  RETURN QUERY EXECUTE format(
    'SELECT d.id, %1$s::text, (SELECT count(*)::integer FROM (SELECT FROM %5$s WHERE %2$s LIMIT $7) counted)
     FROM %5$s WHERE %2$s %3$s ORDER BY %1$s %4$s, d.id %4$s LIMIT $6',
    key, matches,
    CASE WHEN after_id IS NOT NULL THEN format('AND (%s, d.id) %s ($4::%s, $8)', key, CASE WHEN descending THEN '<' ELSE '>' END, key_type) END,
    CASE WHEN descending THEN 'DESC' ELSE 'ASC' END, source)
  USING patterns, of_user, platforms, after_key, online_since, at_most, count_to, after_id, compliances, sought[1], others;
END $$;
--> statement-breakpoint
-- Which of the two is asked is a matter of the folded words.
CREATE FUNCTION find_devices(
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
