import { expect, it } from "vitest";
import { switchedDevices } from "./switched-devices.ts";
import { anEvent } from "./testing/an-event.ts";

it("counts the devices that a change of a person switched", () => {
  const told = (change: Parameters<typeof anEvent>[0]) => switchedDevices(anEvent(change));
  expect(told({ devicesSwitched: 1200 })).toBe("The worker switched off 1,200 devices.");
  expect(told({ action: "user.reactivated", devicesSwitched: 1 })).toBe("The worker switched on again 1 device.");
  expect(told({ devicesSwitched: 0 })).toBeNull();
  expect(told({ action: "user.updated", devicesSwitched: null })).toBeNull();
});
