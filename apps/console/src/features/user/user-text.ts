import type { GroupItem } from "@portcullis/domain/group";
import type { DeviceLimit } from "@portcullis/domain/user/device-limit";
import type { UserImpact } from "@portcullis/domain/user/user";

const many = (count: number, noun: string) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

/** The consequence of an action in two or three sentences, with the numbers that will come true. */
export function impactSentence(name: string, impact: UserImpact): string {
  const isOne = impact.devices === 1;
  const online = impact.devicesOnline > 0 ? ` (${impact.devicesOnline.toLocaleString("en")} online)` : "";
  const devices = `${many(impact.devices, "device")}${online} ${isOne ? "is" : "are"}`;
  const sessions = `${many(impact.sessions, "session")} ${impact.sessions === 1 ? "ends" : "end"}`;
  switch (impact.action) {
    case "deactivate":
      return `${name} loses network access now. ${devices} disconnected, ${sessions}. Groups, settings and devices are kept; you can reactivate later.`;
    case "reactivate":
      return `${name} may sign in again. ${many(impact.devices, "device")} that the deactivation switched off ${isOne ? "comes" : "come"} back${untouched(impact)}.`;
    case "delete":
      return `${name} loses network access now and for good. ${devices} switched off and removed, ${sessions}, ${many(impact.groups, "group membership")} and all roles go.`;
  }
}

function untouched({ devicesUntouched: count }: UserImpact): string {
  if (count === 0) return "";
  return `; ${many(count, "other device")} ${count === 1 ? "stays as it is" : "stay as they are"}`;
}

/** Where a device limit comes from, in words. */
export function limitOrigin({ origin }: DeviceLimit): string {
  switch (origin.kind) {
    case "user":
      return "the user's own limit";
    case "group":
      return `from group ${origin.name}`;
    case "tenant":
      return "the tenant's default";
  }
}

/** What a group gives, in a line: "Support, Auditor · up to 8 devices". */
export function groupNote({ roles, maxDevices }: Pick<GroupItem, "roles" | "maxDevices">): string {
  const given = [
    roles.map((role) => role.name).join(", "),
    maxDevices === null ? "" : `up to ${maxDevices.toLocaleString("en")} ${maxDevices === 1 ? "device" : "devices"}`,
  ];
  return given.filter(Boolean).join(" · ") || "No roles, no limit";
}
