-- What a user's direct roles and groups allow together; the one place that says so. The owner's "everything" is the caller's to add.
CREATE OR REPLACE FUNCTION permissions_of(of_tenant uuid, of_user uuid) RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
BEGIN ATOMIC
  SELECT coalesce(array_agg(DISTINCT p.permission ORDER BY p.permission), '{}')
  FROM (
    SELECT ur.role_id FROM user_roles ur WHERE ur.tenant_id = of_tenant AND ur.user_id = of_user
    UNION
    SELECT gr.role_id FROM group_members gm
    JOIN group_roles gr ON gr.tenant_id = gm.tenant_id AND gr.group_id = gm.group_id
    WHERE gm.tenant_id = of_tenant AND gm.user_id = of_user
  ) held
  JOIN roles r ON r.tenant_id = of_tenant AND r.id = held.role_id
  CROSS JOIN unnest(role_permissions(r.system, r.permissions)) AS p(permission);
END;
