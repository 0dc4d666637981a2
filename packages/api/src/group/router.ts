import { router } from "../kernel/init.ts";
import { mutation, query } from "../kernel/procedure.ts";
import { addMembers } from "./add-members.ts";
import { createGroup } from "./create-group.ts";
import { deleteGroup } from "./delete-group.ts";
import { getGroup } from "./get-group.ts";
import { listGroups } from "./list-groups.ts";
import { readGroupImpact } from "./read-group-impact.ts";
import { removeMembers } from "./remove-members.ts";
import { updateGroup } from "./update-group.ts";

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
