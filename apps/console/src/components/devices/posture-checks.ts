/** "diskEncryption" and "disk_encryption" → "disk encryption": checks are named by who reports them. */
export function checkName(check: string): string {
  return check
    .replaceAll(/[_-]+/g, " ")
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, " ")
    .replaceAll(/(?<![A-Z])[A-Z](?![A-Z])/g, (letter) => letter.toLowerCase())
    .trim();
}

/** The checks that a device does not pass, in words. */
export function failingChecks(checks: Readonly<Record<string, boolean>>): string[] {
  return Object.entries(checks)
    .filter(([, passed]) => !passed)
    .map(([check]) => checkName(check));
}
