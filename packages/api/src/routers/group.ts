import { groupPage, listGroups as listGroupsInput } from "@portcullis/domain/group";
import { listGroups } from "@portcullis/services/group/list-groups";
import { router } from "../init.ts";
import { userProcedure } from "../user-procedure.ts";

export const groupRouter = router({
  list: userProcedure
    .input(listGroupsInput)
    .output(groupPage)
    .query(({ ctx, input }) => listGroups(ctx.service, input)),
});
