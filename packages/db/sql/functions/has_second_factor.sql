-- Whether a user has anything besides the password; a factor that is still being set up does not count.
CREATE OR REPLACE FUNCTION has_second_factor(of_tenant uuid, of_user uuid) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
BEGIN ATOMIC
  SELECT EXISTS (SELECT FROM totp_factors f WHERE f.tenant_id = of_tenant AND f.user_id = of_user AND f.confirmed_at IS NOT NULL)
    OR EXISTS (SELECT FROM passkeys p WHERE p.tenant_id = of_tenant AND p.user_id = of_user);
END;
