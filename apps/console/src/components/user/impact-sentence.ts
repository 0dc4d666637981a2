import type { UserImpact } from "@portcullis/domain/user/user";

const many = (count: number, noun: string) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

/** The consequence of an action in one or two sentences, with the numbers that will come true. */
export function impactSentence(name: string, impact: UserImpact): string {
  const devices = `${many(impact.devices, "device")}${impact.devicesOnline > 0 ? ` (${impact.devicesOnline} online)` : ""}`;
  const isOne = impact.devices === 1;
  switch (impact.action) {
    case "deactivate":
      return `${name} loses network access now. ${devices} ${isOne ? "is" : "are"} disconnected, ${many(impact.sessions, "session")} end${impact.sessions === 1 ? "s" : ""}. Groups, settings and devices are kept; you can reactivate later.`;
    case "reactivate":
      return `${name} may sign in again. ${devices} that the deactivation switched off ${isOne ? "comes" : "come"} back${impact.devicesUntouched > 0 ? `; ${many(impact.devicesUntouched, "other device")} stay${impact.devicesUntouched === 1 ? "s" : ""} as ${impact.devicesUntouched === 1 ? "it is" : "they are"}` : ""}.`;
    case "delete":
      return `${name} loses network access now and for good. ${devices} ${isOne ? "is" : "are"} switched off and removed, ${many(impact.sessions, "session")} end${impact.sessions === 1 ? "s" : ""}, ${many(impact.groups, "group membership")} and all roles go.`;
  }
}
