-- What a device's record shows, as one value: taking rows apart costs more than reading them. `holder` is the user in short form;
-- `denials`, `compliance` and `device` are for who counts as well.
CREATE OR REPLACE VIEW device_records WITH (security_invoker = true) AS
SELECT a.tenant_id, a.device_id, a.user_id, (a.device).name_key,
  json_build_object(
    'id', a.device_id, 'name', (a.device).name, 'platform', (a.device).platform, 'publicKey', a.public_key,
    'hardwareId', (a.device).hardware_id, 'appVersion', (a.device).app_version, 'cause', (a.device).cause,
    'deactivatedAt', rfc3339((a.device).deactivated_at), 'lastConnection', rfc3339((a.device).last_connection),
    'approvedAt', rfc3339((a.device).approved_at), 'createdAt', rfc3339((a.device).created_at), 'updatedAt', rfc3339((a.device).updated_at),
    'denials', a.denials, 'compliance', a.compliance,
    -- The device's own address first.
    'allowedIps', ARRAY(SELECT n.network FROM device_addresses n WHERE n.tenant_id = a.tenant_id AND n.device_id = a.device_id
      ORDER BY masklen(n.network) DESC, n.network),
    -- Of the gateways that heard it, what the one that heard it last says.
    'connection', (SELECT json_build_object('gateway', json_build_object('id', p.gateway_id, 'name', g.name),
        'endpoint', p.endpoint, 'since', rfc3339(p.connected_since), 'lastHandshake', rfc3339(p.last_handshake),
        'received', p.received - p.received_before, 'sent', p.sent - p.sent_before)
      FROM device_presence p JOIN gateways g ON g.tenant_id = p.tenant_id AND g.id = p.gateway_id
      WHERE p.tenant_id = a.tenant_id AND p.device_id = a.device_id ORDER BY p.last_handshake DESC LIMIT 1),
    'posture', CASE WHEN (a.report).device_id IS NOT NULL THEN json_build_object(
      'compliant', is_compliant(a.compliance), 'lastCheck', rfc3339((a.report).last_check),
      'checks', (a.report).checks, 'osVersion', (a.report).os_version, 'failing', a.failing) END,
    'hasPostureToken', EXISTS (SELECT FROM device_tokens k WHERE k.tenant_id = a.tenant_id AND k.device_id = a.device_id)
  ) AS record,
  json_build_object(
    'id', a.user_id, 'email', (a.person).email, 'firstName', (a.person).first_name, 'lastName', (a.person).last_name,
    'image', (a.person).image, 'status', (a.person).status, 'lastConnection', rfc3339((a.person).last_connection)
  ) AS holder,
  a.denials, a.compliance, a.device
FROM device_access a
WHERE (a.person).status <> 'deleting';
