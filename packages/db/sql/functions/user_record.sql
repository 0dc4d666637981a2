-- A user whole, in one round trip and in the caller's own rights. It sets the tenant itself and reads under row-level security, as
-- read_principal does. Null for an unknown, foreign and deleting user alike. It writes nothing, so it is STABLE: its statements see
-- the snapshot of the one that calls it, and none of them has to take its own. Plans are made once for each connection, for any
-- tenant. `online_since` is not read any more.
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
      'online', count(*) FILTER (WHERE is_online(d.denials, (d.device).last_connection)),
      'deactivated', count(*) FILTER (WHERE (d.device).cause IS NOT NULL),
      'nonCompliant', count(*) FILTER (WHERE d.compliance = 'non_compliant')),
    coalesce(json_agg(d.record), '[]')
  INTO shown, counts, first_devices
  FROM (SELECT r.record, r.denials, r.compliance, r.device FROM device_records r
    WHERE r.tenant_id = of_tenant AND r.user_id = of_user ORDER BY r.name_key, r.device_id LIMIT devices_max) d;
  -- There may be more than are shown.
  IF shown = devices_max THEN
    SELECT json_build_object(
      'total', count(*),
      'online', count(*) FILTER (WHERE is_online(a.denials, (a.device).last_connection)),
      'deactivated', count(*) FILTER (WHERE (a.device).cause IS NOT NULL),
      'nonCompliant', count(*) FILTER (WHERE a.compliance = 'non_compliant'))
    INTO counts FROM device_access a WHERE a.tenant_id = of_tenant AND a.user_id = of_user;
  END IF;
  RETURN (
    SELECT json_build_object(
      'id', u.id, 'createdAt', rfc3339(u.created_at), 'updatedAt', rfc3339(u.updated_at), 'lastConnection', rfc3339(u.last_connection), 'email', u.email,
      'status', u.status, 'firstName', u.first_name, 'lastName', u.last_name, 'isOwner', u.is_owner, 'image', u.image,
      'maxDevices', u.max_devices, 'tenantMaxDevices', t.max_devices,
      -- Each role once, with every way that it reached the user.
      'roles', (SELECT coalesce(json_agg(json_build_object('id', r.id, 'name', r.name, 'description', r.description,
          'permissions', role_permissions(r.system, r.permissions), 'origins', held.origins)), '[]')
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
        WHERE s.tenant_id = of_tenant AND s.user_id = of_user AND is_live_session(s.expires_at, s.last_seen_at)),
      'secondFactor', has_second_factor(of_tenant, of_user),
      -- The last one by what it carries through: ids sort by the clocks of those who made them.
      'cascade', (SELECT json_build_object('id', c.id, 'userId', c.user_id, 'kind', c.kind, 'status', c.status,
          'devicesDone', c.devices_done, 'devicesTotal', c.devices_total, 'sessionsEnded', c.sessions_ended,
          'gatewaysConfirmed', owed.confirmed, 'gatewaysTotal', owed.total,
          'requestedAt', rfc3339(c.requested_at), 'finishedAt', rfc3339(c.finished_at), 'attempts', c.attempts, 'failureReason', c.failure_reason)
        FROM (SELECT * FROM cascades n WHERE n.tenant_id = of_tenant AND n.user_id = of_user ORDER BY n.generation DESC LIMIT 1) c
        CROSS JOIN LATERAL (SELECT count(w.confirmed_at) AS confirmed, count(*) AS total FROM gateway_confirmations w
          WHERE w.tenant_id = of_tenant AND w.change_id = c.id) owed),
      'invitation', (SELECT json_build_object('expiresAt', rfc3339(i.expires_at), 'expired', i.expires_at <= now(),
          'invitedBy', (SELECT display_name(n.first_name, n.last_name, n.email) FROM users n
            WHERE n.tenant_id = of_tenant AND n.id = i.invited_by AND n.status <> 'deleting'))
        FROM invitations i WHERE i.tenant_id = of_tenant AND i.user_id = of_user AND u.status = 'pending'))
    FROM users u JOIN tenants t ON t.id = u.tenant_id
    WHERE u.tenant_id = of_tenant AND u.id = of_user AND u.status <> 'deleting');
END $$;
