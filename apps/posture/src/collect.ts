import { osVersion, type PostureCheck, type PostureReport, postureChecks } from "@portcullis/domain/device/posture";
import { linux } from "./linux/linux.ts";
import { macos } from "./macos/macos.ts";
import type { RunTool } from "./run-tool.ts";
import { windows } from "./windows/windows.ts";

/** How each fact is found out on a system; undefined, or an error, is a fact that cannot be told. */
export type Findings = {
  readonly [Check in PostureCheck]?: () => Promise<boolean | undefined>;
} & { readonly osVersion: () => Promise<string | undefined> };

/** How this system is asked; undefined for one that nobody has looked at. */
export function findingsOf(platform: NodeJS.Platform, run: RunTool, systemDrive: string): Findings | undefined {
  if (platform === "linux") return linux(run);
  if (platform === "darwin") return macos(run);
  return platform === "win32" ? windows(run, systemDrive) : undefined;
}

/** What can be told of this device; what cannot is left out, never guessed. */
export async function collect(findings: Findings): Promise<PostureReport> {
  const known = async <T>(find: (() => Promise<T | undefined>) | undefined) => find?.().catch(() => undefined);
  const [version, ...checks] = await Promise.all([
    known(findings.osVersion),
    ...postureChecks.map(async (check) => [check, await known(findings[check])] as const),
  ]);
  return {
    checks: Object.fromEntries(checks.filter(([, passed]) => passed !== undefined)),
    osVersion: osVersion.safeParse(version).data ?? null,
  };
}
