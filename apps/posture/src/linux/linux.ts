import { readFile } from "node:fs/promises";
import { userInfo } from "node:os";
import type { Findings } from "../collect.ts";
import type { RunTool } from "../run-tool.ts";
import { readDiskEncryption } from "./disk-encryption.ts";
import { readFirewall } from "./firewall.ts";
import { versionIn } from "./os-release.ts";
import { readScreenLock } from "./screen-lock.ts";

export const linux = (run: RunTool): Findings => ({
  diskEncryption: () => readDiskEncryption(run),
  firewall: () => readFirewall(run),
  screenLock: () => readScreenLock(run, userInfo().uid),
  osVersion: async () => versionIn(await readFile("/etc/os-release", "utf8")),
});
