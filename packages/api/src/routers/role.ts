import { listRoles as listRolesInput, rolePage } from "@portcullis/domain/role";
import { listRoles } from "@portcullis/services/role/list-roles";
import { router } from "../init.ts";
import { userProcedure } from "../user-procedure.ts";

export const roleRouter = router({
  list: userProcedure
    .input(listRolesInput)
    .output(rolePage)
    .query(({ ctx, input }) => listRoles(ctx.service, input)),
});
