import { expect, it } from "vitest";
import { anEvent } from "#features/audit/testing/an-event.ts";
import { switchedDevices } from "./switched-devices.ts";

it("counts the devices that a change of a person switched", () => {
  const render = (change: Parameters<typeof anEvent>[0]) => switchedDevices(anEvent(change));
  expect(render({ devicesSwitched: 1200 })).toBe("The worker switched off 1,200 devices.");
  expect(render({ action: "user.reactivated", devicesSwitched: 1 })).toBe("The worker switched on again 1 device.");
  expect(render({ devicesSwitched: 0 })).toBeNull();
  expect(render({ action: "user.updated", devicesSwitched: null })).toBeNull();
});
