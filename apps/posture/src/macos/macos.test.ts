import { expect, it } from "vitest";
import { isFileVaultOn, isFirewallOn } from "./macos.ts";

it.each([
  ["FileVault is On.\n", true],
  ["FileVault is Off.\n", false],
  ["FileVault is Off.\nEncryption in progress: Percent completed = 12\n", false],
  ["FileVault is On.\nDecryption in progress: Percent completed = 12\n", false],
  ["Error: unable to obtain the status.\n", undefined],
  ["", undefined],
])("reads fdesetup: %j", (said, expected) => expect(isFileVaultOn(said)).toBe(expected));

it.each([
  ["Firewall is enabled. (State = 1)\n", true],
  ["Firewall is blocking all non-essential incoming connections. (State = 2)\n", true],
  ["Firewall is disabled. (State = 0)\n", false],
  ["", undefined],
])("reads socketfilterfw: %j", (said, expected) => expect(isFirewallOn(said)).toBe(expected));
