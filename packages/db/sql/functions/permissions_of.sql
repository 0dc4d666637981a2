-- The same of one user; empty for who holds no role.
CREATE OR REPLACE FUNCTION permissions_of(of_tenant uuid, of_user uuid) RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
BEGIN ATOMIC
  SELECT coalesce((SELECT p.permissions FROM permissions_of_users(of_tenant, ARRAY[of_user]) p), '{}');
END;
