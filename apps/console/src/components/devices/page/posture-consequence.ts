import type { DeviceDetail } from "@portcullis/domain/device/device";

/** What a device's compliance means for its access, in a sentence. */
export function postureConsequence({ compliance, denials, posture }: DeviceDetail): string {
  if (compliance === "not_required") return "No rule is about its platform.";
  if (compliance === "compliant") return "Nothing of its posture keeps it from connecting.";
  const isBarred = denials.includes("not_compliant");
  if (compliance === "non_compliant") {
    return isBarred ? "It has no access until it complies." : "That keeps it from nothing: the rules are advisory.";
  }
  const what = posture ? "Its last report is too old to count." : "It has not reported.";
  return isBarred
    ? `${what} It has no access until it reports and complies.`
    : `${what} That keeps it from nothing: the rules are advisory.`;
}
