import { createRole } from "@portcullis/services/role/create-role";
import { deleteRole } from "@portcullis/services/role/delete-role";
import { getRole } from "@portcullis/services/role/get-role";
import { listRoles } from "@portcullis/services/role/list-roles";
import { updateRole } from "@portcullis/services/role/update-role";
import { router } from "../init.ts";
import { mutation, query } from "../procedure.ts";

export const roleRouter = router({
  list: query(listRoles),
  get: query(getRole),
  create: mutation(createRole),
  update: mutation(updateRole),
  delete: mutation(deleteRole),
});
