import { timestampNow } from "@portcullis/domain/timestamp";
import { aPage, type Samples } from "../testing/samples.ts";
import type { groupRouter } from "./router.ts";

export const groupSamples = {
  list: () => ({ search: "ops", ...aPage }),
  get: (ids) => ({ id: ids.group }),
  impact: (ids) => ({ id: ids.group }),
  create: (ids) => ({ name: "Operations", description: "On call", maxDevices: 3, roleIds: [ids.role] }),
  update: (ids) => ({
    id: ids.group,
    name: "Operations, renamed",
    description: "On call",
    maxDevices: 3,
    roleIds: [ids.role],
    ifUpdatedAt: timestampNow(),
  }),
  delete: (ids) => ({ id: ids.group }),
  addMembers: (ids) => ({ id: ids.otherGroup, userIds: [ids.user] }),
  removeMembers: (ids) => ({ id: ids.group, userIds: [ids.user] }),
} satisfies Samples<typeof groupRouter>;
