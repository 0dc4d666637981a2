import { readFile } from "node:fs/promises";
import { userInfo } from "node:os";
import type { Findings } from "../collect.ts";
import type { RunTool } from "../run-tool.ts";
import { readDiskEncryption } from "./disk-encryption.ts";
import { readFirewall } from "./firewall.ts";
import { readScreenLock } from "./screen-lock.ts";

/** VERSION_ID of `/etc/os-release`; undefined for a system without one, such as a rolling one. */
export function versionIn(osRelease: string): string | undefined {
  return /^VERSION_ID=["']?([^"'\n]+)["']?$/m.exec(osRelease)?.[1];
}

export const linux = (run: RunTool): Findings => ({
  diskEncryption: () => readDiskEncryption(run),
  firewall: () => readFirewall(run),
  screenLock: () => readScreenLock(run, userInfo().uid),
  osVersion: async () => versionIn(await readFile("/etc/os-release", "utf8")),
});
