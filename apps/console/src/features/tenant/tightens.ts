import type { PostureRule } from "@portcullis/domain/device/posture";
import type { PostureProposal } from "@portcullis/domain/tenant-posture";

/** Whether a change could take access away or make more devices fail: that one is asked about first. */
export function tightens(before: PostureProposal, after: PostureProposal): boolean {
  if (before.enforcement !== after.enforcement) return after.enforcement === "required";
  if (after.maxAgeMinutes < before.maxAgeMinutes) return true;
  return after.rules.some((rule) => {
    const former = before.rules.find(({ platform }) => platform === rule.platform);
    return !former || isStricter(former, rule);
  });
}

/** Another version counts as more, whichever is the later one: the console does not compare what the database does. */
const isStricter = (former: PostureRule, rule: PostureRule) =>
  rule.checks.some((check) => !former.checks.includes(check)) ||
  (rule.minimumVersion !== null && rule.minimumVersion !== former.minimumVersion);
