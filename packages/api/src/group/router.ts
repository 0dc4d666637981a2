import { addMembers } from "@portcullis/services/group/add-members";
import { createGroup } from "@portcullis/services/group/create-group";
import { deleteGroup } from "@portcullis/services/group/delete-group";
import { getGroup } from "@portcullis/services/group/get-group";
import { listGroups } from "@portcullis/services/group/list-groups";
import { readGroupImpact } from "@portcullis/services/group/read-group-impact";
import { removeMembers } from "@portcullis/services/group/remove-members";
import { updateGroup } from "@portcullis/services/group/update-group";
import { router } from "../init.ts";
import { mutation, query } from "../procedure.ts";

export const groupRouter = router({
  list: query(listGroups),
  get: query(getGroup),
  impact: query(readGroupImpact),
  create: mutation(createGroup),
  update: mutation(updateGroup),
  delete: mutation(deleteGroup),
  addMembers: mutation(addMembers),
  removeMembers: mutation(removeMembers),
});
