-- The session behind a token, with what its user may do, in one round trip. It sets the tenant itself and reads under row-level
-- security. `idle_hours` is not read any more.
CREATE OR REPLACE FUNCTION read_principal(of_tenant uuid, of_token bytea, idle_hours integer)
RETURNS TABLE (user_id uuid, session_id uuid, is_owner boolean, permissions text[], confirmed_at timestamptz,
  has_second_factor boolean, second_factor_policy text)
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public, pg_temp
AS $$
BEGIN
  PERFORM set_config('app.tenant_id', of_tenant::text, true);
  UPDATE sessions s SET last_seen_at = now()
  WHERE s.tenant_id = of_tenant AND s.token_hash = of_token
    AND s.last_seen_at < now() - interval '1 minute' AND is_live_session(s.expires_at, s.last_seen_at);
  RETURN QUERY
  SELECT u.id, s.id, u.is_owner, CASE WHEN u.is_owner THEN '{}'::text[] ELSE permissions_of(u.tenant_id, u.id) END,
    s.confirmed_at, t.second_factor_policy <> 'optional' AND has_second_factor(u.tenant_id, u.id), t.second_factor_policy
  FROM sessions s
  JOIN users u ON u.tenant_id = s.tenant_id AND u.id = s.user_id
  JOIN tenants t ON t.id = s.tenant_id
  WHERE s.tenant_id = of_tenant AND s.token_hash = of_token
    AND is_live_session(s.expires_at, s.last_seen_at)
    AND u.status = 'active' AND t.status = 'active';
END $$;
