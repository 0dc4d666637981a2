import { writeFileSync } from "node:fs";
import { rolePermissionsSql } from "./role-permissions.ts";

/** `pnpm permissions-sql`. */
writeFileSync(new URL("../../sql/functions/role_permissions.sql", import.meta.url), rolePermissionsSql());
