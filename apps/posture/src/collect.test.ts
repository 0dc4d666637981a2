import { postureReport } from "@portcullis/domain/device/posture";
import { expect, it } from "vitest";
import { collect, findingsOf } from "./collect.ts";
import { versionIn } from "./linux/linux.ts";
import { toolsIn } from "./run-tool.ts";

const known =
  <T>(value: T) =>
  () =>
    Promise.resolve(value);

it("leaves out what cannot be told, fails or does not exist", async () => {
  const findings = {
    diskEncryption: known(true),
    firewall: () => Promise.reject(new Error("Unexpected token")),
    osVersion: known("15.1"),
  };
  expect(await collect(findings)).toEqual({ checks: { diskEncryption: true }, osVersion: "15.1" });
});

it.each([
  ["15.1\n", null],
  ["20241101", null],
  ["rolling", null],
  [undefined, null],
  ["10.0.22631", "10.0.22631"],
])("reports a version that the console takes: %j", async (version, osVersion) => {
  expect(await collect({ osVersion: known(version) })).toEqual({ checks: {}, osVersion });
});

it.each([
  ['PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nVERSION="12 (bookworm)"\n', "12"],
  ['NAME="Ubuntu"\nVERSION_ID="24.04"\nID=ubuntu\n', "24.04"],
  ["NAME=Fedora\nVERSION_ID=43\n", "43"],
  ["ID=alpine\nVERSION_ID=3.22.1\n", "3.22.1"],
  ["NAME=Arch\nBUILD_ID=rolling\n", undefined],
])("reads the version of /etc/os-release: %#", (said, version) => expect(versionIn(said)).toBe(version));

it("makes a report of the machine that runs this", async () => {
  const findings = findingsOf(process.platform, toolsIn({ PATH: "/usr/sbin:/usr/bin:/sbin:/bin" }), "C:");
  if (!findings) throw new Error(`Nothing is known of ${process.platform}.`);
  expect(postureReport.safeParse(await collect(findings)).success).toBe(true);
});

it("knows nothing of a system that nobody has looked at", () => {
  expect(findingsOf("aix", known(undefined), "C:")).toBeUndefined();
});
