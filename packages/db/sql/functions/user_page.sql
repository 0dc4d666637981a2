-- A page of users with all that the list shows, in one round trip and in the caller's own rights, as user_record. The ids in their
-- order come from page_users, or from search_users where only the owner has the index: substrings. A device of which nothing is
-- known does not count as one that does not comply. `online_since` is not read any more.
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
  IF ids IS NULL THEN RETURN json_build_object('total', 0, 'rows', json_build_array()); END IF;
  RETURN (
    SELECT json_build_object('total', counted, 'rows', json_agg(json_build_object('sortKey', f.sort_key, 'user', json_build_object(
      'id', u.id, 'createdAt', rfc3339(u.created_at), 'lastConnection', rfc3339(u.last_connection), 'email', u.email,
      'status', u.status, 'firstName', u.first_name, 'lastName', u.last_name, 'isOwner', u.is_owner, 'image', u.image,
      'maxDevices', u.max_devices, 'tenantMaxDevices', t.max_devices,
      'deviceCounts', (SELECT json_build_object(
          'total', count(*),
          'online', count(*) FILTER (WHERE is_online(a.denials, (a.device).last_connection)),
          'deactivated', count(*) FILTER (WHERE (a.device).cause IS NOT NULL),
          'nonCompliant', count(*) FILTER (WHERE a.compliance = 'non_compliant'))
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
      'invitation', (SELECT json_build_object('expiresAt', rfc3339(i.expires_at), 'expired', i.expires_at <= now(),
          'invitedBy', (SELECT display_name(n.first_name, n.last_name, n.email) FROM users n
            WHERE n.tenant_id = of_tenant AND n.id = i.invited_by AND n.status <> 'deleting'))
        FROM invitations i WHERE i.tenant_id = of_tenant AND i.user_id = u.id AND u.status = 'pending')
      )) ORDER BY f.place))
    FROM unnest(ids, keys) WITH ORDINALITY f (id, sort_key, place)
    JOIN users u ON u.tenant_id = of_tenant AND u.id = f.id
    JOIN tenants t ON t.id = u.tenant_id);
END $$;
