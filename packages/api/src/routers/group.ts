import * as schema from "@portcullis/domain/group";
import { addMembers } from "@portcullis/services/group/add-members";
import { createGroup } from "@portcullis/services/group/create-group";
import { deleteGroup } from "@portcullis/services/group/delete-group";
import { getGroup } from "@portcullis/services/group/get-group";
import { listGroups } from "@portcullis/services/group/list-groups";
import { readGroupImpact } from "@portcullis/services/group/read-group-impact";
import { removeMembers } from "@portcullis/services/group/remove-members";
import { updateGroup } from "@portcullis/services/group/update-group";
import { router } from "../init.ts";
import { userProcedure } from "../user-procedure.ts";

export const groupRouter = router({
  list: userProcedure
    .input(schema.listGroups)
    .output(schema.groupPage)
    .query(({ ctx, input }) => listGroups(ctx.service, input)),
  get: userProcedure
    .input(schema.groupById)
    .output(schema.groupDetail)
    .query(({ ctx, input }) => getGroup(ctx.service, input)),
  impact: userProcedure
    .input(schema.groupById)
    .output(schema.groupImpact)
    .query(({ ctx, input }) => readGroupImpact(ctx.service, input)),
  create: userProcedure
    .input(schema.createGroup)
    .output(schema.groupDetail)
    .mutation(({ ctx, input }) => createGroup(ctx.service, input)),
  update: userProcedure
    .input(schema.updateGroup)
    .output(schema.groupDetail)
    .mutation(({ ctx, input }) => updateGroup(ctx.service, input)),
  delete: userProcedure
    .input(schema.groupById)
    .output(schema.deletedGroup)
    .mutation(({ ctx, input }) => deleteGroup(ctx.service, input)),
  addMembers: userProcedure
    .input(schema.changeMembers)
    .output(schema.changedMembers)
    .mutation(({ ctx, input }) => addMembers(ctx.service, input)),
  removeMembers: userProcedure
    .input(schema.changeMembers)
    .output(schema.changedMembers)
    .mutation(({ ctx, input }) => removeMembers(ctx.service, input)),
});
