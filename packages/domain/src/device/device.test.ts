import { describe, expect, it } from "vitest";
import { deviceCause, deviceName, listDevices, registerDevice, renameDevice } from "./device.ts";

const id = "018f3c1e-7b2a-7c3d-8e4f-5a6b7c8d9e0f";
const device = { name: "laptop", platform: "linux", publicKey: "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=" };

describe("a registration", () => {
  it.each([
    [device, device],
    [
      { ...device, name: " Ada’s laptop " },
      { ...device, name: "Ada’s laptop" },
    ],
    [
      { ...device, hardwareId: "", userId: id },
      { ...device, hardwareId: null, userId: id },
    ],
  ])("reads %j", (input, output) => expect(registerDevice.parse(input)).toEqual(output));

  it.each([
    ["no name", { name: "" }],
    ["a name of control characters", { name: "a\u0007b" }],
    ["a name of 101 characters", { name: "a".repeat(101) }],
    ["an unknown platform", { platform: "amiga" }],
    ["a key that is none", { publicKey: "key" }],
    ["a private key beside it", { privateKey: device.publicKey }],
    ["addresses of its own choice", { allowedIps: ["0.0.0.0/0"] }],
    ["a cause", { cause: null }],
    ["an overlong hardware id", { hardwareId: "a".repeat(201) }],
    ["a user who is none", { userId: "ada" }],
  ])("refuses %s", (_, change) => expect(registerDevice.safeParse({ ...device, ...change }).success).toBe(false));
});

it("knows three causes, and that off has one", () => {
  expect(deviceCause.options).toEqual(["admin", "user_deactivated", "user_deleted", "reported_lost"]);
  expect(deviceCause.safeParse(null).success).toBe(false);
});

it("takes the same names at registration and renaming", () => {
  expect(renameDevice.parse({ id, name: " phone " })).toEqual({ id, name: "phone" });
  expect(deviceName.safeParse("\u202Eenohp").success).toBe(false);
});

it.each([{ sort: "cause" }, { status: ["lost"] }, { platform: ["amiga"] }, { limit: 101 }, { userId: "" }])(
  "refuses the list %j",
  (input) => expect(listDevices.safeParse(input).success).toBe(false),
);
