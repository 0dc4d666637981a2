CALL isolate_tenant_table('invitations');--> statement-breakpoint
CALL isolate_tenant_table('password_resets');--> statement-breakpoint
CALL isolate_tenant_table('totp_factors');--> statement-breakpoint
CALL isolate_tenant_table('recovery_codes');--> statement-breakpoint
CALL isolate_tenant_table('passkeys');--> statement-breakpoint
CALL isolate_tenant_table('used_challenges');--> statement-breakpoint
CALL isolate_tenant_table('ownership_offers');--> statement-breakpoint
CALL isolate_tenant_table('profile_images');--> statement-breakpoint
CALL isolate_tenant_table('audit_origins');--> statement-breakpoint
-- Whether a user has anything besides the password; a factor that is still being set up does not count.
CREATE FUNCTION has_second_factor(of_tenant uuid, of_user uuid) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
BEGIN ATOMIC
  SELECT EXISTS (SELECT FROM totp_factors f WHERE f.tenant_id = of_tenant AND f.user_id = of_user AND f.confirmed_at IS NOT NULL)
    OR EXISTS (SELECT FROM passkeys p WHERE p.tenant_id = of_tenant AND p.user_id = of_user);
END;
--> statement-breakpoint
-- As in 0005, and when its holder last proved who they are, and what is needed to tell whether they must set up a second factor.
DROP FUNCTION read_principal(uuid, bytea, integer);
--> statement-breakpoint
CREATE FUNCTION read_principal(of_tenant uuid, of_token bytea, idle_hours integer)
RETURNS TABLE (user_id uuid, session_id uuid, is_owner boolean, permissions text[], confirmed_at timestamptz,
  has_second_factor boolean, second_factor_policy text)
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public, pg_temp
AS $$
DECLARE
  idle_since timestamptz := now() - make_interval(hours => idle_hours);
BEGIN
  PERFORM set_config('app.tenant_id', of_tenant::text, true);
  UPDATE sessions s SET last_seen_at = now()
  WHERE s.tenant_id = of_tenant AND s.token_hash = of_token
    AND s.last_seen_at < now() - interval '1 minute' AND s.last_seen_at > idle_since AND s.expires_at > now();
  RETURN QUERY
  SELECT u.id, s.id, u.is_owner, CASE WHEN u.is_owner THEN '{}'::text[] ELSE permissions_of(u.tenant_id, u.id) END,
    s.confirmed_at, t.second_factor_policy <> 'optional' AND has_second_factor(u.tenant_id, u.id), t.second_factor_policy
  FROM sessions s
  JOIN users u ON u.tenant_id = s.tenant_id AND u.id = s.user_id
  JOIN tenants t ON t.id = s.tenant_id
  WHERE s.tenant_id = of_tenant AND s.token_hash = of_token
    AND s.last_seen_at > idle_since AND s.expires_at > now()
    AND u.status = 'active' AND t.status = 'active';
END $$;
