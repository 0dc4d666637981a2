import { expect, it } from "vitest";
import { areProfilesOn, isBitLockerOn } from "./windows.ts";

const status = (protection: string) => `BitLocker Drive Encryption: Configuration Tool version 10.0.22621\r
Copyright (C) 2013 Microsoft Corporation. All rights reserved.\r
\r
Volume C: [Windows]\r
[OS Volume]\r
\r
    Size:                 475.69 GB\r
    BitLocker Version:    2.0\r
    Conversion Status:    Used Space Only Encrypted\r
    Percentage Encrypted: 100.0%\r
    Encryption Method:    XTS-AES 128\r
    Protection Status:    ${protection}\r
    Lock Status:          Unlocked\r
`;

it("reads manage-bde, and takes a suspended protection for none", () => {
  expect(isBitLockerOn(status("Protection On"))).toBe(true);
  expect(isBitLockerOn(status("Protection Off"))).toBe(false);
  expect(isBitLockerOn(status("Protection Off (1 reboots left)"))).toBe(false);
  expect(isBitLockerOn("ERROR: An attempt to access a required resource was denied.\r\n")).toBeUndefined();
});

it("wants the firewall on in every profile", () => {
  const profiles = (...enabled: number[]) =>
    JSON.stringify(["Domain", "Private", "Public"].map((Name, at) => ({ Name, Enabled: enabled[at] })));
  expect(areProfilesOn(profiles(1, 1, 1))).toBe(true);
  expect(areProfilesOn(profiles(1, 1, 0))).toBe(false);
  expect(areProfilesOn(profiles(2, 1, 1))).toBe(false);
  expect(() => areProfilesOn("[]")).toThrow();
});
