import type { BulkVerb } from "@portcullis/domain/bulk";
import { bulkVerbs } from "@portcullis/domain/bulk";
import { conflict } from "@portcullis/domain/errors";
import type { Permission } from "@portcullis/domain/permission";
import { approveDevice } from "../device/approve-device.ts";
import { deactivateDevice } from "../device/deactivate-device.ts";
import { reactivateDevice } from "../device/reactivate-device.ts";
import { removeDevice } from "../device/remove-device.ts";
import { setDevicePlatform } from "../device/set-device-platform.ts";
import { addMembers } from "../group/add-members.ts";
import { removeMembers } from "../group/remove-members.ts";
import { resendInvitation } from "../invitation/resend-invitation.ts";
import { revokeInvitation } from "../invitation/revoke-invitation.ts";
import type { SetForm } from "../kernel/change-set.ts";
import type { UseCaseMeta } from "../kernel/use-case.ts";
import { revokeAllSessions } from "../session/revoke-all-sessions.ts";
import { lifecycleForms } from "../user/change-lifecycle.ts";
import { deactivateUser } from "../user/deactivate-user.ts";
import { deleteUser } from "../user/delete-user.ts";
import { reactivateUser } from "../user/reactivate-user.ts";
import { setUserMaxDevices } from "../user/set-user-max-devices.ts";
import { setUserRoles } from "../user/set-user-roles.ts";

/** The single acts that have a bulk form. What each may do in bulk, its definition says. */
const useCases: readonly { readonly meta: UseCaseMeta }[] = [
  deactivateUser,
  reactivateUser,
  deleteUser,
  resendInvitation,
  revokeInvitation,
  addMembers,
  removeMembers,
  setUserRoles,
  setUserMaxDevices,
  revokeAllSessions,
  approveDevice,
  deactivateDevice,
  reactivateDevice,
  removeDevice,
  setDevicePlatform,
];

/** A verb of bulk operations, with the rules of the single act that it is. */
export interface Verb<Input = Readonly<Record<string, unknown>>> {
  readonly verb: BulkVerb;
  readonly meta: UseCaseMeta;
  readonly permission: Permission;
  readonly form: SetForm<Input, unknown>;
  /** What brings back what was before; none where nothing does. */
  readonly inverse: BulkVerb | undefined;
  readonly membersAtOnce: number;
}

/** Verbs that bring back what others changed. Of whom they change, credentials that ended stay so. */
const inverses: Partial<Record<BulkVerb, BulkVerb>> = {
  "user.deactivate": "user.reactivate",
  "user.reactivate": "user.deactivate",
  "user.addToGroup": "user.removeFromGroup",
  "user.removeFromGroup": "user.addToGroup",
  "user.assignRole": "user.removeRole",
  "user.removeRole": "user.assignRole",
  "user.setMaxDevices": "user.setMaxDevices",
  "device.deactivate": "device.reactivate",
  "device.reactivate": "device.deactivate",
  "device.setPlatform": "device.setPlatform",
};

/** Members of one batch: so many that it holds its locks for less than 100 ms. Of devices each has statements of its own. */
const atOnce = { user: 50, device: 25 } as const;

/** Deleting is for good: in bulk it takes only those who are deactivated already. */
const deletion: typeof lifecycleForms.delete = {
  ...lifecycleForms.delete,
  decide(actor, target, input) {
    const decided = lifecycleForms.delete.decide(actor, target, input);
    if (decided !== "change" || target.status === "inactive") return decided;
    return conflict(
      "user_not_deactivated",
      "In bulk only deactivated users can be deleted. Deactivate this user first.",
    );
  },
};

const verbs = new Map(
  useCases.flatMap(({ meta }) =>
    Object.entries(meta.bulk ?? {}).map(([name, form]): [BulkVerb, Verb] => {
      const verb = name as BulkVerb;
      if (!("permission" in meta.access || "own" in meta.access)) throw new Error(`${verb} has no permission.`);
      const [permission] = "permission" in meta.access ? [meta.access.permission] : [meta.access.others].flat();
      if (!permission) throw new Error(`${verb} has no permission.`);
      return [
        verb,
        {
          verb,
          // Of others it is always about, in bulk: what is one's own needs the permission too.
          meta: { ...meta, access: { permission } },
          permission,
          form: verb === "user.delete" ? deletion : form,
          inverse: inverses[verb],
          membersAtOnce: atOnce[bulkVerbs[verb]],
        },
      ];
    }),
  ),
);

/** Every verb that a use-case gives a form to. */
export const allVerbs = (): readonly Verb[] => [...verbs.values()];

export function verbOf(name: BulkVerb): Verb {
  const verb = verbs.get(name);
  if (!verb) throw new Error(`No use-case has the bulk form ${name}.`);
  return verb;
}
