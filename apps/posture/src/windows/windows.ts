import { release } from "node:os";
import { z } from "zod";
import type { Findings } from "../collect.ts";
import type { RunTool } from "../run-tool.ts";

/** `manage-bde -status`, of a Windows that speaks English; it answers administrators only. */
export function isBitLockerOn(said: string): boolean | undefined {
  const word = /^\s*Protection Status:\s+Protection (On|Off)/m.exec(said)?.[1];
  return word === undefined ? undefined : word === "On";
}

const profiles = z.array(z.object({ Name: z.string(), Enabled: z.int() })).min(1);
const profilesAsJson =
  "ConvertTo-Json -Compress @(Get-NetFirewallProfile -PolicyStore ActiveStore | Select-Object Name, Enabled)";
/** PowerShell's GpoBoolean, as JSON has it. */
const isOn = 1;

/** `Get-NetFirewallProfile` as JSON: on in every profile, as the next network may get any of them. */
export function areProfilesOn(said: string): boolean {
  return profiles.parse(JSON.parse(said)).every(({ Enabled }) => Enabled === isOn);
}

export const windows = (run: RunTool, systemDrive: string): Findings => ({
  diskEncryption: async () => isBitLockerOn((await run("manage-bde", "-status", systemDrive)) ?? ""),
  async firewall() {
    const said = await run("powershell", "-NoProfile", "-NonInteractive", "-Command", profilesAsJson);
    return said === undefined ? undefined : areProfilesOn(said);
  },
  osVersion: () => Promise.resolve(release()),
});
