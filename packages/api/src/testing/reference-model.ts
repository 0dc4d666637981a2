import type { DeviceCause } from "@portcullis/domain/device/device";
import type { LivingStatus } from "@portcullis/domain/user/lifecycle";

/** What somebody did, as the audit log has it; per user in the order in which it was committed. */
export interface Action {
  readonly action: string;
  readonly subjectId: string;
  readonly targetId: string;
}

export interface ModelUser {
  readonly status: LivingStatus;
  readonly generation: number;
  /** Each device with why it is off, or null. */
  readonly devices: Readonly<Record<string, DeviceCause | null>>;
}

type Devices = ModelUser["devices"];

/**
 * What must be true when all is quiet, from what was asked alone: as if each cascade had been carried through at once,
 * and no worker, lock or crash existed. A deleted user is gone.
 */
export function expectedAfter(
  actions: readonly Action[],
  user: ModelUser & { readonly id: string },
): ModelUser | undefined {
  const { id, ...first } = user;
  let restored: LivingStatus = user.status === "pending" ? "pending" : "active";
  let now: ModelUser = first;
  for (const { action, targetId } of actions.filter(({ subjectId }) => subjectId === id)) {
    const generation = now.generation + 1;
    if (action === "user.deleted") return undefined;
    else if (action === "user.invitation_accepted") {
      restored = "active";
      now = { status: "active", generation, devices: now.devices };
    } else if (action === "user.deactivated") {
      now = { status: "inactive", generation, devices: replaced(now.devices, null, "user_deactivated") };
    } else if (action === "user.reactivated") {
      now = { status: restored, generation, devices: replaced(now.devices, "user_deactivated", null) };
    } else now = { ...now, devices: changedByHand(now.devices, action, targetId) };
  }
  return now;
}

function replaced(devices: Devices, from: DeviceCause | null, to: DeviceCause | null): Devices {
  return Object.fromEntries(Object.entries(devices).map(([id, cause]) => [id, cause === from ? to : cause]));
}

function changedByHand(devices: Devices, action: string, id: string): Devices {
  if (action === "device.deactivated") return { ...devices, [id]: "admin" };
  if (action === "device.reactivated" || action === "device.registered") return { ...devices, [id]: null };
  if (action !== "device.removed") throw new Error(`The model knows nothing of ${action}.`);
  const { [id]: _, ...others } = devices;
  return others;
}
