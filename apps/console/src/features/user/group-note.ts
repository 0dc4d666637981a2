import type { GroupItem } from "@portcullis/domain/group";

/** What a group gives, in a line: "Support, Auditor · up to 8 devices". */
export function groupNote({ roles, maxDevices }: Pick<GroupItem, "roles" | "maxDevices">): string {
  const given = [
    roles.map((role) => role.name).join(", "),
    maxDevices === null ? "" : `up to ${maxDevices.toLocaleString("en")} ${maxDevices === 1 ? "device" : "devices"}`,
  ];
  return given.filter(Boolean).join(" · ") || "No roles, no limit";
}
