-- What a device's record shows, as one value: taking rows apart costs more than reading them. `holder` is the user in short form.
CREATE VIEW device_records WITH (security_invoker = true) AS
SELECT d.tenant_id, d.id AS device_id, d.user_id, d.name_key,
  json_build_object(
    'id', d.id, 'name', d.name, 'platform', d.platform, 'publicKey', d.public_key, 'hardwareId', d.hardware_id,
    'appVersion', d.app_version, 'cause', d.cause, 'deactivatedAt', d.deactivated_at, 'lastConnection', d.last_connection,
    'approvedAt', d.approved_at, 'createdAt', d.created_at, 'updatedAt', d.updated_at,
    'denials', a.denials, 'compliance', a.compliance,
    -- The device's own address first.
    'allowedIps', ARRAY(SELECT n.network FROM device_addresses n WHERE n.tenant_id = d.tenant_id AND n.device_id = d.id
      ORDER BY masklen(n.network) DESC, n.network),
    -- Of the gateways that heard it, what the one that heard it last says.
    'connection', (SELECT json_build_object('gateway', json_build_object('id', p.gateway_id, 'name', g.name),
        'endpoint', p.endpoint, 'since', p.connected_since, 'lastHandshake', p.last_handshake,
        'received', p.received - p.received_before, 'sent', p.sent - p.sent_before)
      FROM device_presence p JOIN gateways g ON g.tenant_id = p.tenant_id AND g.id = p.gateway_id
      WHERE p.tenant_id = d.tenant_id AND p.device_id = d.id ORDER BY p.last_handshake DESC LIMIT 1),
    'posture', (SELECT json_build_object('compliant', a.compliance IN ('compliant', 'not_required'), 'lastCheck', p.last_check,
        'checks', p.checks, 'osVersion', p.os_version, 'failing', a.failing)
      FROM device_posture p WHERE p.tenant_id = d.tenant_id AND p.device_id = d.id),
    'hasPostureToken', EXISTS (SELECT FROM device_tokens k WHERE k.tenant_id = d.tenant_id AND k.device_id = d.id)
  ) AS record,
  json_build_object(
    'id', u.id, 'email', u.email, 'firstName', u.first_name, 'lastName', u.last_name, 'image', u.image, 'status', u.status,
    'lastConnection', u.last_connection
  ) AS holder
FROM devices d
JOIN device_access a ON a.tenant_id = d.tenant_id AND a.device_id = d.id
JOIN users u ON u.tenant_id = d.tenant_id AND u.id = d.user_id AND u.status <> 'deleting';
--> statement-breakpoint
-- A user whole, in one round trip and in the caller's own rights. It sets the tenant itself and reads under row-level security, as
-- `read_principal` does. Null for an unknown, foreign and deleting user alike.
CREATE FUNCTION user_record(of_tenant uuid, of_user uuid, online_since timestamptz, devices_max integer) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public, pg_temp
AS $$
BEGIN
  PERFORM set_config('app.tenant_id', of_tenant::text, true);
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
      'devices', (SELECT coalesce(json_agg(first.record), '[]') FROM (
        SELECT d.record FROM device_records d WHERE d.tenant_id = of_tenant AND d.user_id = of_user
        ORDER BY d.name_key, d.device_id LIMIT devices_max) first),
      'deviceCounts', (SELECT json_build_object(
          'total', count(*),
          'online', count(*) FILTER (WHERE cardinality(a.denials) = 0 AND d.last_connection > online_since),
          'deactivated', count(*) FILTER (WHERE d.cause IS NOT NULL),
          'nonCompliant', count(*) FILTER (WHERE a.compliance IN ('non_compliant', 'unknown')))
        FROM devices d JOIN device_access a ON a.tenant_id = d.tenant_id AND a.device_id = d.id
        WHERE d.tenant_id = of_tenant AND d.user_id = of_user),
      'sessionCount', (SELECT count(*) FROM sessions s
        WHERE s.tenant_id = of_tenant AND s.user_id = of_user AND s.expires_at > now()),
      'secondFactor', has_second_factor(of_tenant, of_user),
      -- The last one by what it carries through: ids sort by the clocks of those who made them.
      'cascade', (SELECT json_build_object('id', c.id, 'userId', c.user_id, 'kind', c.kind, 'status', c.status,
          'devicesDone', c.devices_done, 'devicesTotal', c.devices_total, 'sessionsEnded', c.sessions_ended,
          'gatewaysConfirmed', (SELECT count(w.confirmed_at) FROM gateway_confirmations w
            WHERE w.tenant_id = of_tenant AND w.change_id = c.id),
          'gatewaysTotal', (SELECT count(*) FROM gateway_confirmations w WHERE w.tenant_id = of_tenant AND w.change_id = c.id),
          'requestedAt', c.requested_at, 'finishedAt', c.finished_at, 'attempts', c.attempts, 'failureReason', c.failure_reason)
        FROM cascades c WHERE c.tenant_id = of_tenant AND c.user_id = of_user ORDER BY c.generation DESC LIMIT 1),
      'invitation', (SELECT json_build_object('expiresAt', i.expires_at, 'expired', i.expires_at <= now(),
          'invitedBy', (SELECT coalesce(nullif(trim(concat_ws(' ', n.first_name, n.last_name)), ''), n.email) FROM users n
            WHERE n.tenant_id = of_tenant AND n.id = i.invited_by AND n.status <> 'deleting'))
        FROM invitations i WHERE i.tenant_id = of_tenant AND i.user_id = of_user AND u.status = 'pending'))
    FROM users u JOIN tenants t ON t.id = u.tenant_id
    WHERE u.tenant_id = of_tenant AND u.id = of_user AND u.status <> 'deleting');
END $$;
