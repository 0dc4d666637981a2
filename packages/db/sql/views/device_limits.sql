-- The device limit of every user.
CREATE OR REPLACE VIEW device_limits WITH (security_invoker = true) AS
SELECT u.tenant_id, u.id AS user_id, device_limit(u.max_devices, (
    SELECT max(g.max_devices) FROM group_members m JOIN groups g ON g.tenant_id = m.tenant_id AND g.id = m.group_id
    WHERE m.tenant_id = u.tenant_id AND m.user_id = u.id), t.max_devices) AS max_devices
FROM users u JOIN tenants t ON t.id = u.tenant_id;
