import type { Findings } from "../collect.ts";
import type { RunTool } from "../run-tool.ts";

/** `fdesetup status`: a disk that is being decrypted is on its way to being readable. */
export function isFileVaultOn(said: string): boolean | undefined {
  const word = /^FileVault is (On|Off)\./m.exec(said)?.[1];
  return word === undefined ? undefined : word === "On" && !/Decryption in progress/.test(said);
}

/** `socketfilterfw --getglobalstate`: 0 off, 1 on, 2 blocking all that is not essential. */
export function isFirewallOn(said: string): boolean | undefined {
  const state = /\(State = (\d)\)/.exec(said)?.[1];
  return state === undefined ? undefined : state !== "0";
}

export const macos = (run: RunTool): Findings => ({
  diskEncryption: async () => isFileVaultOn((await run("fdesetup", "status")) ?? ""),
  firewall: async () =>
    isFirewallOn((await run("/usr/libexec/ApplicationFirewall/socketfilterfw", "--getglobalstate")) ?? ""),
  osVersion: async () => (await run("sw_vers", "-productVersion"))?.trim(),
});
