-- The list of devices: ids, sort keys and a capped total, each only where it is asked for, as by page_users. It runs as its caller,
-- under row-level security, with operators that may use an index there: equality and ranges. Each word of the term, folded, must match
-- the device or its user. `online_since` is not read any more.
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
  key text := CASE sort WHEN 'name' THEN 'd.name_key' WHEN 'createdAt' THEN 'd.created_at' WHEN 'lastConnection' THEN 'd.last_connection_key' END;
  key_type text := CASE WHEN sort = 'name' THEN 'text COLLATE "C"' ELSE 'timestamptz' END;
  source text := 'devices d JOIN users u ON u.tenant_id = d.tenant_id AND u.id = d.user_id AND u.status <> ''deleting''';
  matches text := 'd.tenant_id = app_tenant_id()';
  counted text;
  -- The range is for the index that serves the order.
  is_on text := '(d.last_connection_key > now() - online_within()
    AND d.id IN (SELECT o.device_id FROM online_devices o WHERE o.tenant_id = app_tenant_id()))';
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
      CASE WHEN 'online' = ANY (statuses) THEN is_on END,
      CASE WHEN 'offline' = ANY (statuses) THEN '(d.cause IS NULL AND NOT ' || is_on || ')' END,
      CASE WHEN cardinality(statuses) = 0 THEN 'true' END) || ')';
  END IF;
  IF compliances IS NOT NULL THEN
    matches := matches || ' AND d.id IN (
      SELECT a.device_id FROM device_access a WHERE a.tenant_id = app_tenant_id() AND a.compliance = ANY ($9))';
  END IF;
  IF awaiting THEN matches := matches || ' AND d.approved_at IS NULL';
  ELSIF NOT awaiting THEN matches := matches || ' AND d.approved_at IS NOT NULL'; END IF;
  counted := CASE WHEN count_to IS NULL THEN 'NULL::integer'
    ELSE format('(SELECT count(*)::integer FROM (SELECT FROM %s WHERE %s LIMIT $7) counted)', source, matches) END;
  RETURN QUERY EXECUTE CASE WHEN at_most = 0 THEN format('SELECT NULL::uuid, NULL::text, %s', counted) ELSE format(
    'SELECT d.id, %1$s::text, %6$s FROM %5$s WHERE %2$s %3$s ORDER BY %1$s %4$s, d.id %4$s LIMIT $6',
    key, matches,
    CASE WHEN after_id IS NOT NULL THEN format('AND (%s, d.id) %s ($4::%s, $8)', key, CASE WHEN descending THEN '<' ELSE '>' END, key_type) END,
    CASE WHEN descending THEN 'DESC' ELSE 'ASC' END, source, counted) END
  USING patterns, of_user, platforms, after_key, online_since, at_most, count_to, after_id, compliances, sought[1], others;
END $$;
