-- As in 0017, with every device read once instead of twice. It writes nothing, so it is STABLE: its statements see the snapshot of
-- the one that calls it, and none of them has to take its own. The tenant is set for what they read.
-- Here and below, plans are made once for each connection, for any tenant.
CREATE OR REPLACE FUNCTION user_record(of_tenant uuid, of_user uuid, online_since timestamptz, devices_max integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  shown integer;
  counts json;
  first_devices json;
BEGIN
  PERFORM set_config('app.tenant_id', of_tenant::text, true);
  -- Devices are counted as they are read.
  SELECT count(*), json_build_object(
      'total', count(*),
      'online', count(*) FILTER (WHERE cardinality(d.denials) = 0 AND (d.device).last_connection > online_since),
      'deactivated', count(*) FILTER (WHERE (d.device).cause IS NOT NULL),
      'nonCompliant', count(*) FILTER (WHERE d.compliance IN ('non_compliant', 'unknown'))),
    coalesce(json_agg(d.record), '[]')
  INTO shown, counts, first_devices
  FROM (SELECT r.record, r.denials, r.compliance, r.device FROM device_records r
    WHERE r.tenant_id = of_tenant AND r.user_id = of_user ORDER BY r.name_key, r.device_id LIMIT devices_max) d;
  -- There may be more than are shown.
  IF shown = devices_max THEN
    SELECT json_build_object(
      'total', count(*),
      'online', count(*) FILTER (WHERE cardinality(a.denials) = 0 AND (a.device).last_connection > online_since),
      'deactivated', count(*) FILTER (WHERE (a.device).cause IS NOT NULL),
      'nonCompliant', count(*) FILTER (WHERE a.compliance IN ('non_compliant', 'unknown')))
    INTO counts FROM device_access a WHERE a.tenant_id = of_tenant AND a.user_id = of_user;
  END IF;
  RETURN (
    SELECT json_build_object(
      'id', u.id, 'createdAt', u.created_at, 'updatedAt', u.updated_at, 'lastConnection', u.last_connection, 'email', u.email,
      'status', u.status, 'firstName', u.first_name, 'lastName', u.last_name, 'isOwner', u.is_owner, 'image', u.image,
      'maxDevices', u.max_devices, 'tenantMaxDevices', t.max_devices,
      -- Each role once, with every way that it reached the user.
      'roles', (SELECT coalesce(json_agg(json_build_object('id', r.id, 'name', r.name, 'description', r.description,
          'permissions', r.permissions, 'origins', held.origins)), '[]')
        FROM (
          SELECT way.role_id, json_agg(way.origin ORDER BY way.name NULLS FIRST) AS origins
          FROM (
            SELECT ur.role_id, NULL AS name, json_build_object('kind', 'direct') AS origin
            FROM user_roles ur WHERE ur.tenant_id = of_tenant AND ur.user_id = of_user
            UNION ALL
            SELECT gr.role_id, g.name, json_build_object('kind', 'group', 'id', g.id, 'name', g.name)
            FROM group_members m
            JOIN groups g ON g.tenant_id = m.tenant_id AND g.id = m.group_id
            JOIN group_roles gr ON gr.tenant_id = m.tenant_id AND gr.group_id = m.group_id
            WHERE m.tenant_id = of_tenant AND m.user_id = of_user
          ) way
          GROUP BY way.role_id
        ) held
        JOIN roles r ON r.tenant_id = of_tenant AND r.id = held.role_id),
      'groups', (SELECT coalesce(json_agg(json_build_object('id', g.id, 'name', g.name, 'description', g.description,
          'maxDevices', g.max_devices) ORDER BY g.name), '[]')
        FROM group_members m JOIN groups g ON g.tenant_id = m.tenant_id AND g.id = m.group_id
        WHERE m.tenant_id = of_tenant AND m.user_id = of_user),
      'devices', first_devices, 'deviceCounts', counts,
      'sessionCount', (SELECT count(*) FROM sessions s
        WHERE s.tenant_id = of_tenant AND s.user_id = of_user AND s.expires_at > now()),
      'secondFactor', has_second_factor(of_tenant, of_user),
      -- The last one by what it carries through: ids sort by the clocks of those who made them.
      'cascade', (SELECT json_build_object('id', c.id, 'userId', c.user_id, 'kind', c.kind, 'status', c.status,
          'devicesDone', c.devices_done, 'devicesTotal', c.devices_total, 'sessionsEnded', c.sessions_ended,
          'gatewaysConfirmed', owed.confirmed, 'gatewaysTotal', owed.total,
          'requestedAt', c.requested_at, 'finishedAt', c.finished_at, 'attempts', c.attempts, 'failureReason', c.failure_reason)
        FROM (SELECT * FROM cascades n WHERE n.tenant_id = of_tenant AND n.user_id = of_user ORDER BY n.generation DESC LIMIT 1) c
        CROSS JOIN LATERAL (SELECT count(w.confirmed_at) AS confirmed, count(*) AS total FROM gateway_confirmations w
          WHERE w.tenant_id = of_tenant AND w.change_id = c.id) owed),
      'invitation', (SELECT json_build_object('expiresAt', i.expires_at, 'expired', i.expires_at <= now(),
          'invitedBy', (SELECT coalesce(nullif(trim(concat_ws(' ', n.first_name, n.last_name)), ''), n.email) FROM users n
            WHERE n.tenant_id = of_tenant AND n.id = i.invited_by AND n.status <> 'deleting'))
        FROM invitations i WHERE i.tenant_id = of_tenant AND i.user_id = of_user AND u.status = 'pending'))
    FROM users u JOIN tenants t ON t.id = u.tenant_id
    WHERE u.tenant_id = of_tenant AND u.id = of_user AND u.status <> 'deleting');
END $$;
--> statement-breakpoint
-- As in 0013, with the words where they are now; but what most searches ask is no text that is planned at every call: planning took
-- longer than finding. The trigram index finds what contains a term, whatever term and tenant, so one plan serves. Where it finds
-- many, the order's index is the better way to a page; that depends on the term and is planned for it.
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
--> statement-breakpoint
-- A page of users with all that the list shows, in one round trip and in the caller's own rights, as user_record. The ids in their
-- order come from page_users, or from search_users where only the owner has the index: substrings.
CREATE FUNCTION user_page(
  of_tenant uuid, term text, statuses text[], of_role uuid, of_group uuid, online_since timestamptz, online boolean,
  sort text, descending boolean, after_key text, after_id uuid, at_most integer, count_to integer
) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  ids uuid[];
  keys text[];
  counted integer;
BEGIN
  PERFORM set_config('app.tenant_id', of_tenant::text, true);
  IF length(term) >= 3 THEN
    SELECT array_agg(p.id), array_agg(p.sort_key), max(p.total) INTO ids, keys, counted
    FROM search_users(term, statuses, of_role, of_group, online_since, online,
      sort, descending, after_key, after_id, at_most, count_to) p;
  ELSE
    SELECT array_agg(p.id), array_agg(p.sort_key), max(p.total) INTO ids, keys, counted
    FROM page_users(term, statuses, of_role, of_group, online_since, online,
      sort, descending, after_key, after_id, at_most, count_to) p;
  END IF;
  IF ids IS NULL THEN RETURN json_build_object('total', 0, 'rows', json_build_array()); END IF;
  RETURN (
    SELECT json_build_object('total', counted, 'rows', json_agg(json_build_object('sortKey', f.sort_key, 'user', json_build_object(
      'id', u.id, 'createdAt', u.created_at, 'lastConnection', u.last_connection, 'email', u.email,
      'status', u.status, 'firstName', u.first_name, 'lastName', u.last_name, 'isOwner', u.is_owner, 'image', u.image,
      'maxDevices', u.max_devices, 'tenantMaxDevices', t.max_devices,
      'deviceCounts', (SELECT json_build_object(
          'total', count(*),
          'online', count(*) FILTER (WHERE cardinality(a.denials) = 0 AND (a.device).last_connection > online_since),
          'deactivated', count(*) FILTER (WHERE (a.device).cause IS NOT NULL),
          'nonCompliant', count(*) FILTER (WHERE a.compliance IN ('non_compliant', 'unknown')))
        FROM device_access a WHERE a.tenant_id = of_tenant AND a.user_id = u.id),
      'roles', (SELECT coalesce(json_agg(json_build_object('id', r.id, 'name', r.name) ORDER BY r.name), '[]')
        FROM (
          SELECT ur.role_id FROM user_roles ur WHERE ur.tenant_id = of_tenant AND ur.user_id = u.id
          UNION
          SELECT gr.role_id FROM group_members m
          JOIN group_roles gr ON gr.tenant_id = m.tenant_id AND gr.group_id = m.group_id
          WHERE m.tenant_id = of_tenant AND m.user_id = u.id
        ) held
        JOIN roles r ON r.tenant_id = of_tenant AND r.id = held.role_id),
      'groups', (SELECT coalesce(json_agg(json_build_object('id', g.id, 'name', g.name, 'maxDevices', g.max_devices)
          ORDER BY g.name), '[]')
        FROM group_members m JOIN groups g ON g.tenant_id = m.tenant_id AND g.id = m.group_id
        WHERE m.tenant_id = of_tenant AND m.user_id = u.id),
      'invitation', (SELECT json_build_object('expiresAt', i.expires_at, 'expired', i.expires_at <= now(),
          'invitedBy', (SELECT coalesce(nullif(trim(concat_ws(' ', n.first_name, n.last_name)), ''), n.email) FROM users n
            WHERE n.tenant_id = of_tenant AND n.id = i.invited_by AND n.status <> 'deleting'))
        FROM invitations i WHERE i.tenant_id = of_tenant AND i.user_id = u.id AND u.status = 'pending')
      )) ORDER BY f.place))
    FROM unnest(ids, keys) WITH ORDINALITY f (id, sort_key, place)
    JOIN users u ON u.tenant_id = of_tenant AND u.id = f.id
    JOIN tenants t ON t.id = u.tenant_id);
END $$;
--> statement-breakpoint
-- As in 0013, with the words where they are now.
CREATE OR REPLACE FUNCTION page_devices(
  term text, of_user uuid, platforms text[], statuses text[], compliances text[], awaiting boolean, online_since timestamptz,
  sort text, descending boolean, after_key text, after_id uuid, at_most integer, count_to integer
) RETURNS TABLE (id uuid, sort_key text, total integer)
LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp
AS $$
DECLARE
  last_seen text := 'd.last_connection_key';
  key text := CASE sort WHEN 'name' THEN 'd.name_key' WHEN 'createdAt' THEN 'd.created_at' WHEN 'lastConnection' THEN last_seen END;
  key_type text := CASE WHEN sort = 'name' THEN 'text COLLATE "C"' ELSE 'timestamptz' END;
  source text := 'devices d JOIN users u ON u.tenant_id = d.tenant_id AND u.id = d.user_id AND u.status <> ''deleting''';
  matches text := 'd.tenant_id = app_tenant_id()';
  is_on text := last_seen || ' > $5 AND d.id IN (SELECT a.device_id FROM access a WHERE a.tenant_id = app_tenant_id())';
BEGIN
  IF length(term) >= 3 THEN
    matches := matches || ' AND d.id IN (
      SELECT s.device_id FROM device_search s WHERE s.tenant_id = app_tenant_id() AND s.words LIKE contains_pattern($1)
      UNION SELECT f.id FROM user_search s JOIN devices f ON f.tenant_id = s.tenant_id AND f.user_id = s.user_id
      WHERE s.tenant_id = app_tenant_id() AND s.words LIKE contains_pattern($1))';
  ELSIF term IS NOT NULL THEN
    matches := matches || ' AND d.name_key >= lower($1) AND d.name_key < prefix_end(lower($1))';
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
  USING term, of_user, platforms, after_key, online_since, at_most, count_to, after_id, compliances;
END $$;
--> statement-breakpoint
DROP INDEX "users_search";
