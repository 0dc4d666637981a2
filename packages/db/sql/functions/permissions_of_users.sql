-- What the direct roles and groups of users allow together; the one place that says so. Who holds no role has no row. The owner's
-- "everything" is the caller's to add. Once for each set of roles: of many people most hold the same.
CREATE OR REPLACE FUNCTION permissions_of_users(of_tenant uuid, of_users uuid[]) RETURNS TABLE (user_id uuid, permissions text[])
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
BEGIN ATOMIC
  WITH held AS MATERIALIZED (
    SELECT each.user_id, array_agg(each.role_id ORDER BY each.role_id) AS role_ids
    FROM (
      SELECT ur.user_id, ur.role_id FROM user_roles ur WHERE ur.tenant_id = of_tenant AND ur.user_id = ANY (of_users)
      UNION
      SELECT gm.user_id, gr.role_id FROM group_members gm
      JOIN group_roles gr ON gr.tenant_id = gm.tenant_id AND gr.group_id = gm.group_id
      WHERE gm.tenant_id = of_tenant AND gm.user_id = ANY (of_users)
    ) each
    GROUP BY each.user_id
  ), granted AS MATERIALIZED (
    SELECT s.role_ids, array_agg(DISTINCT p.permission ORDER BY p.permission) AS permissions
    FROM (SELECT DISTINCT h.role_ids FROM held h) s
    JOIN roles r ON r.tenant_id = of_tenant AND r.id = ANY (s.role_ids)
    CROSS JOIN unnest(role_permissions(r.system, r.permissions)) AS p(permission)
    GROUP BY s.role_ids
  )
  SELECT h.user_id, g.permissions FROM held h JOIN granted g ON g.role_ids = h.role_ids;
END;
