-- Who may connect, derived at every read: nothing to forget, nothing to go stale.
CREATE OR REPLACE VIEW access WITH (security_invoker = true) AS
SELECT tenant_id, device_id, user_id, public_key FROM device_access WHERE cardinality(denials) = 0;
