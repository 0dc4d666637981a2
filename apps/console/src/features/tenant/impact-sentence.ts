import type { PostureEnforcement } from "@portcullis/domain/device/posture";
import type { PostureImpact } from "@portcullis/domain/tenant-posture";

/** What a change does to access. */
export function impactSentence({ loseAccess }: PostureImpact, enforcement: PostureEnforcement): string {
  if (enforcement === "advisory") return "No device loses access: what does not comply is shown, nothing more.";
  if (loseAccess === 0) return "No device loses access now.";
  if (loseAccess === 1) return "1 device loses access now, and gets it back once it complies.";
  return `${loseAccess.toLocaleString("en")} devices lose access now, and get it back once they comply.`;
}
