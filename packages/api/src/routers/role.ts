import * as schema from "@portcullis/domain/role";
import { createRole } from "@portcullis/services/role/create-role";
import { deleteRole } from "@portcullis/services/role/delete-role";
import { getRole } from "@portcullis/services/role/get-role";
import { listRoles } from "@portcullis/services/role/list-roles";
import { updateRole } from "@portcullis/services/role/update-role";
import { router } from "../init.ts";
import { userProcedure } from "../user-procedure.ts";

export const roleRouter = router({
  list: userProcedure
    .input(schema.listRoles)
    .output(schema.rolePage)
    .query(({ ctx, input }) => listRoles(ctx.service, input)),
  get: userProcedure
    .input(schema.roleById)
    .output(schema.roleDetail)
    .query(({ ctx, input }) => getRole(ctx.service, input)),
  create: userProcedure
    .input(schema.createRole)
    .output(schema.roleDetail)
    .mutation(({ ctx, input }) => createRole(ctx.service, input)),
  update: userProcedure
    .input(schema.updateRole)
    .output(schema.roleDetail)
    .mutation(({ ctx, input }) => updateRole(ctx.service, input)),
  delete: userProcedure
    .input(schema.roleById)
    .output(schema.roleById)
    .mutation(({ ctx, input }) => deleteRole(ctx.service, input)),
});
