import type { GroupItem } from "@portcullis/domain/group";
import type { DeviceLimit } from "@portcullis/domain/user/device-limit";
import type { UserImpact } from "@portcullis/domain/user/user";
import type { Translate } from "#i18n/translator.ts";

/** The consequence of an action in two or three sentences, with the numbers that will come true. */
export const impactSentence = (t: Translate, name: string, impact: UserImpact): string =>
  t(`user.impact.${impact.action}`, {
    name,
    devices: impact.devices,
    online: impact.devicesOnline,
    sessions: impact.sessions,
    groups: impact.groups,
    untouched: impact.devicesUntouched,
  });

/** Where a device limit comes from, in words. */
export function limitOrigin(t: Translate, { origin }: DeviceLimit): string {
  switch (origin.kind) {
    case "user":
      return t("user.theUsersOwnLimit");
    case "group":
      return t("user.fromGroup", { name: origin.name });
    case "tenant":
      return t("user.theTenantsDefault");
  }
}

/** What a group gives, in a line: "Support, Auditor · up to 8 devices". */
export function groupNote(t: Translate, { roles, maxDevices }: Pick<GroupItem, "roles" | "maxDevices">): string {
  const given = [
    roles.map((role) => role.name).join(", "),
    maxDevices === null ? "" : t("user.upToDevice", { maxDevices }),
  ];
  return given.filter(Boolean).join(" · ") || t("user.noRolesNoLimit");
}
