import { systemRoleKinds, systemRoles } from "@portcullis/domain/permission";

/** The text of `sql/functions/role_permissions.sql`, from the registry of permissions; `pnpm permissions-sql` writes it. */
export function rolePermissionsSql(): string {
  const cases = systemRoleKinds.map(
    (role) => `  WHEN '${role}' THEN '{${systemRoles[role].permissions.join(",")}}'::text[]`,
  );
  return `-- What a role grants: a system role what the registry of permissions says, whatever its row has; any other what is stored.
-- Generated from packages/domain/src/permission.ts by \`pnpm permissions-sql\`.
CREATE OR REPLACE FUNCTION role_permissions(of_system text, stored text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE of_system
${cases.join("\n")}
  ELSE stored
END;
`;
}
