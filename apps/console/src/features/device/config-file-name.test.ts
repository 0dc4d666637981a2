import { deviceName } from "@portcullis/domain/device/device";
import { expect, it } from "vitest";
import { configFileName } from "./config-file-name.ts";

it.each([
  ["laptop", "laptop.conf"],
  ["build_farm=1+2.a-b", "build_farm=1+2.conf"],
  ["Ada’s laptop", "Ada-s-laptop.conf"],
  ["Zoë’s Téléphone", "Zoe-s-Telephone.conf"],
  ["exactly-fifteen", "exactly-fifteen.conf"],
  ["fourteen-long and more", "fourteen-long-a.conf"],
  ["fourteen-chars and more", "fourteen-chars.conf"],
  ["../../etc/passwd", "etc-passwd.conf"],
  ["-x", "x.conf"],
  [".hidden", "hidden.conf"],
  ["..", "portcullis.conf"],
  ["電話", "portcullis.conf"],
  ["📱 phone", "phone.conf"],
])("makes of %s %s", (name, file) => {
  expect(deviceName.parse(name)).toBe(name);
  expect(configFileName(name)).toBe(file);
  // The pattern of wireguard-tools, `wg-quick/linux.bash`.
  expect(file).toMatch(/^[a-zA-Z0-9_=+.-]{1,15}\.conf$/);
});
