import type { DeviceDetail } from "@portcullis/domain/device/device";

/** What a device's compliance means for its access, in a sentence. */
export function postureConsequence({ compliance, denials, posture }: DeviceDetail): string {
  if (compliance === "not_required") return "No rule is about its platform.";
  if (compliance === "compliant") return "Its posture does not keep it from connecting.";
  const isBarred = denials.includes("not_compliant");
  if (compliance === "non_compliant") {
    return isBarred ? "It has no access until it complies." : "It can connect all the same: the rules are advisory.";
  }
  const what = posture ? "Its last report is too old to count." : "It has not reported.";
  return isBarred
    ? `${what} It has no access until it reports and complies.`
    : `${what} It can connect all the same: the rules are advisory.`;
}
