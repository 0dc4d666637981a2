import { router } from "../kernel/init.ts";
import { mutation, query } from "../kernel/procedure.ts";
import { createRole } from "./create-role.ts";
import { deleteRole } from "./delete-role.ts";
import { getRole, listRoles } from "./list-roles.ts";
import { updateRole } from "./update-role.ts";

export const roleRouter = router({
  list: query(listRoles),
  get: query(getRole),
  create: mutation(createRole),
  update: mutation(updateRole),
  delete: mutation(deleteRole),
});
