-- The devices that are online, found by when they were heard from last.
CREATE OR REPLACE VIEW online_devices WITH (security_invoker = true) AS
SELECT tenant_id, device_id, user_id FROM device_access a WHERE is_online(a.denials, (a.device).last_connection_key);
