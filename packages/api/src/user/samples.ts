import { timestampNow } from "@portcullis/domain/timestamp";
import type { UserFilter } from "@portcullis/domain/user/user";
import { aPage, type SampleIds, type Samples } from "../testing/samples.ts";
import type { userRouter } from "./router.ts";

const aFilter = (ids: SampleIds) =>
  ({
    search: "ada",
    status: ["active"],
    roleId: ids.role,
    groupId: ids.group,
    presence: "online",
    concern: "over_device_limit",
  }) satisfies UserFilter;

export const userSamples = {
  list: (ids) => ({ ...aFilter(ids), sort: "name", direction: "asc", ...aPage }),
  count: (ids) => ({ ...aFilter(ids), upTo: 100 }),
  get: (ids) => ({ id: ids.user }),
  lookup: () => ({ emails: ["ada@people.test"] }),
  impact: (ids) => ({ id: ids.user, action: "deactivate" }),
  update: (ids) => ({
    id: ids.user,
    firstName: "Augusta",
    lastName: "King",
    image: "/faces/1.png",
    ifUpdatedAt: timestampNow(),
  }),
  setGroups: (ids) => ({ id: ids.user, groupIds: [ids.otherGroup] }),
  setMaxDevices: (ids) => ({ id: ids.user, maxDevices: 7 }),
  resetPassword: (ids) => ({ id: ids.user }),
  setRoles: (ids) => ({ id: ids.user, roleIds: [ids.role], ifRoleIds: [ids.role] }),
  invite: (ids) => ({
    people: [{ email: "ada@people.test", firstName: "Ada", lastName: "L" }],
    roleIds: [ids.role],
    groupIds: [ids.group],
  }),
  resendInvitation: (ids) => ({ id: ids.pendingUser }),
  revokeInvitation: (ids) => ({ id: ids.pendingUser }),
  deactivate: (ids) => ({ id: ids.user, reason: "left" }),
  reactivate: (ids) => ({ id: ids.inactiveUser }),
  delete: (ids) => ({ id: ids.user }),
  resetFactors: (ids) => ({ id: ids.user }),
} satisfies Samples<typeof userRouter>;
