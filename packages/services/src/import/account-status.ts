/** Words of directories for an account that may be used, or will be once its person takes it up. */
const on = termsOf(
  "active, activated, enabled, true, yes, y, 1, on, ok, allowed, verified",
  // Okta: set up but not signed in yet, or a matter of the password alone.
  "staged, provisioned, pending, pending user action, invited, password expired, password reset, recovery, locked out",
  // Slack and Tailscale tell the kind of an account in its status.
  "member, admin, owner, primary owner, workspace owner, workspace admin, workspace primary owner",
  "guest, single-channel guest, multi-channel guest, idle, last seen recently, connected",
);
const off = termsOf(
  "inactive, deactivated, disabled, suspended, archived, blocked, deleted, deprovisioned, removed",
  "false, no, n, 0, off, terminated, left, needs approval, over billing limit, expired",
);

function termsOf(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => list.split(", ")));
}

/** Undefined for a word that is not known: whoever has it comes in no way. */
export function isEnabledWord(word: string): boolean | undefined {
  const known = word.trim().toLowerCase().replaceAll("_", " ");
  if (on.has(known)) return true;
  return off.has(known) ? false : undefined;
}

/** For a column that says who is shut out, such as `Block credential`: empty means nobody. A point in time means yes. */
export function isDisabledWord(word: string): boolean | undefined {
  const known = word.trim().toLowerCase();
  if (["", "false", "no", "n", "0", "never", "-"].includes(known)) return false;
  if (["true", "yes", "y", "1"].includes(known) || /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/.test(known)) return true;
  return undefined;
}

/** Of something else than the account, or when it last did something. */
const saysOther = /mfa|2fa|2sv|otp|factor|sync|password|phone|licen[cs]e|sso|invit|marital|address|^last/;
const saysEnabled = /status|state$|enabled$|active$|activated$/;
const saysDisabled =
  /disabled|inactive|suspended|suspension|deactivat|blocked|blockcredential|archived|locked|deletion|deleted|terminat/;

/** What a column that no format knows tells of an account, by its normalised name. */
export function meaningOf(column: string): "enabled" | "disabled" | undefined {
  if (saysOther.test(column)) return undefined;
  if (saysDisabled.test(column)) return "disabled";
  return saysEnabled.test(column) ? "enabled" : undefined;
}
