-- A page of users with all that the list shows, or their number alone, in one round trip and in the caller's own rights, as
-- user_record. The ids in their order, and the number, come from page_users, or from search_users where only the owner has the index:
-- substrings. What belongs to them is read for all at once and stands beside them, each row with its user. A device of which nothing
-- is known does not count as one that does not comply. `online_since` is not read any more.
CREATE OR REPLACE FUNCTION user_page(
  of_tenant uuid, term text, statuses text[], of_role uuid, of_group uuid, online_since timestamptz, online boolean,
  sort text, descending boolean, after_key text, after_id uuid, at_most integer, count_to integer,
  among uuid[]
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
  IF length((search_words(term))[1]) >= 3 THEN
    SELECT array_agg(p.id), array_agg(p.sort_key), max(p.total) INTO ids, keys, counted
    FROM search_users(term, statuses, of_role, of_group, online_since, online,
      sort, descending, after_key, after_id, at_most, count_to, among) p;
  ELSE
    SELECT array_agg(p.id), array_agg(p.sort_key), max(p.total) INTO ids, keys, counted
    FROM page_users(term, statuses, of_role, of_group, online_since, online,
      sort, descending, after_key, after_id, at_most, count_to, among) p;
  END IF;
  IF ids IS NULL OR at_most = 0 THEN RETURN json_build_object('total', coalesce(counted, 0), 'users', json_build_array()); END IF;
  RETURN json_build_object('total', counted,
    'users', (SELECT json_agg(json_build_object('sortKey', f.sort_key,
        'id', u.id, 'createdAt', rfc3339(u.created_at), 'lastConnection', rfc3339(u.last_connection), 'email', u.email,
        'status', u.status, 'firstName', u.first_name, 'lastName', u.last_name, 'isOwner', u.is_owner, 'image', u.image,
        'maxDevices', u.max_devices) ORDER BY f.place)
      FROM unnest(ids, keys) WITH ORDINALITY f (id, sort_key, place)
      JOIN users u ON u.tenant_id = of_tenant AND u.id = f.id),
    'maxDevices', (SELECT t.max_devices FROM tenants t WHERE t.id = of_tenant),
    'deviceCounts', (SELECT json_agg(c) FROM (
        SELECT a.user_id AS "userId",
          count(*) AS total,
          count(*) FILTER (WHERE is_online(a.denials, (a.device).last_connection)) AS online,
          count(*) FILTER (WHERE (a.device).cause IS NOT NULL) AS deactivated,
          count(*) FILTER (WHERE a.compliance = 'non_compliant') AS "nonCompliant"
        FROM device_access a WHERE a.tenant_id = of_tenant AND a.user_id = ANY (ids) GROUP BY a.user_id) c),
    'roles', (SELECT json_agg(json_build_object('userId', held.user_id, 'id', r.id, 'name', r.name) ORDER BY r.name)
      FROM (
        SELECT ur.user_id, ur.role_id FROM user_roles ur WHERE ur.tenant_id = of_tenant AND ur.user_id = ANY (ids)
        UNION
        SELECT m.user_id, gr.role_id FROM group_members m
        JOIN group_roles gr ON gr.tenant_id = m.tenant_id AND gr.group_id = m.group_id
        WHERE m.tenant_id = of_tenant AND m.user_id = ANY (ids)
      ) held
      JOIN roles r ON r.tenant_id = of_tenant AND r.id = held.role_id),
    'groups', (SELECT json_agg(json_build_object('userId', m.user_id, 'id', g.id, 'name', g.name, 'maxDevices', g.max_devices)
        ORDER BY g.name)
      FROM group_members m JOIN groups g ON g.tenant_id = m.tenant_id AND g.id = m.group_id
      WHERE m.tenant_id = of_tenant AND m.user_id = ANY (ids)),
    'invitations', (SELECT json_agg(json_build_object('userId', i.user_id,
        'expiresAt', rfc3339(i.expires_at), 'expired', i.expires_at <= now(),
        'invitedBy', (SELECT display_name(n.first_name, n.last_name, n.email) FROM users n
          WHERE n.tenant_id = of_tenant AND n.id = i.invited_by AND n.status <> 'deleting')))
      FROM invitations i JOIN users u ON u.tenant_id = i.tenant_id AND u.id = i.user_id AND u.status = 'pending'
      WHERE i.tenant_id = of_tenant AND i.user_id = ANY (ids)));
END $$;
