import type { Finding } from "@portcullis/db/doctor/finding";

const marks = { ok: "✓", warning: "!", error: "✗" } as const;

/** One line each, and below it what to do. */
export function printFindings(findings: readonly Finding[], print: (line: string) => void): void {
  for (const finding of findings) {
    print(`${marks[finding.verdict]} ${finding.says}`);
    if (finding.verdict !== "ok") print(`  ${finding.advice}`);
  }
}
