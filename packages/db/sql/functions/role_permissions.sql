-- What a role grants: a system role what the registry of permissions says, whatever its row has; any other what is stored.
-- Generated from packages/domain/src/permission.ts by `pnpm permissions-sql`.
CREATE OR REPLACE FUNCTION role_permissions(of_system text, stored text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE of_system
  WHEN 'ADMIN' THEN '{user:read,user:write,user:invite,user:deactivate,user:delete,role:read,role:write,role:assign,group:read,group:write,device:read,device:write,device:deactivate,session:read,session:revoke,audit:read,tenant:read,tenant:write,gateway:read,gateway:write}'::text[]
  WHEN 'SUPPORT' THEN '{user:read,user:write,user:invite,user:deactivate,role:read,group:read,device:read,device:write,device:deactivate,session:read,session:revoke}'::text[]
  WHEN 'AUDITOR' THEN '{user:read,role:read,group:read,device:read,session:read,audit:read,tenant:read,gateway:read}'::text[]
  WHEN 'BASIC' THEN '{}'::text[]
  ELSE stored
END;
