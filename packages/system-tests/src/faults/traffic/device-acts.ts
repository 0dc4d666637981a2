import { aPublicKey } from "@portcullis/testing/tenant";
import type { KnownDevice, Person } from "./person.ts";
import type { TrafficContext } from "./traffic-context.ts";

/** The most that a person is given. */
const devicesMax = 8;

const administrator = ({ administrators, random }: TrafficContext) =>
  random.pick([administrators.owner, administrators.admin]);
const isActive = ({ status }: Person) => status === "active" || status === "pending";

export async function register(context: TrafficContext, person: Person): Promise<void> {
  if (person.devices.length >= devicesMax) return;
  const name = `laptop ${context.random.below(1_000_000_000)}`;
  const outcome = await context.operationLog.make({
    what: `register a device for user ${person.id}, known as ${person.status}`,
    key: `device.registered of ${person.id}`,
    events: "one",
    lawful: isActive(person)
      ? ["accepted"]
      : person.status === undefined
        ? ["accepted", "CONFLICT", "NOT_FOUND"]
        : ["CONFLICT"],
    call: () =>
      administrator(context).device.register.mutate({
        name,
        platform: "linux",
        publicKey: aPublicKey(),
        userId: person.id,
      }),
  });
  if (outcome.kind === "accepted") {
    person.devices.push({ id: outcome.answer.id, names: [name], isOffByHand: false });
  }
}

/** An administrator's word outlasts whatever the cascade does. */
export async function switchOff(context: TrafficContext, person: Person, device: KnownDevice): Promise<void> {
  const was = device.isOffByHand;
  const outcome = await context.operationLog.make({
    what: `switch off device ${device.id} of user ${person.id}`,
    key: `device.deactivated ${device.id}`,
    events: was === undefined ? "maybe" : was ? "none" : "one",
    lawful: ["accepted"],
    call: () => administrator(context).device.deactivate.mutate({ id: device.id }),
  });
  if (outcome.kind !== "refused") device.isOffByHand = outcome.kind === "accepted" ? true : undefined;
}

/** What the cascade is about to switch on again anyhow may be on already: then nothing happens. */
export async function switchOn(context: TrafficContext, person: Person, device: KnownDevice): Promise<void> {
  const outcome = await context.operationLog.make({
    what: `switch on device ${device.id} of user ${person.id}, known as ${person.status}`,
    key: `device.reactivated ${device.id}`,
    events: device.isOffByHand ? "one" : "maybe",
    lawful:
      person.status === "active"
        ? ["accepted"]
        : person.status === undefined
          ? ["accepted", "CONFLICT", "NOT_FOUND"]
          : device.isOffByHand
            ? ["CONFLICT"]
            : ["accepted", "CONFLICT"],
    call: () => administrator(context).device.reactivate.mutate({ id: device.id }),
  });
  if (outcome.kind !== "refused") device.isOffByHand = outcome.kind === "accepted" ? false : undefined;
}

export async function renameDevice(context: TrafficContext, person: Person, device: KnownDevice): Promise<void> {
  const name = `renamed ${context.random.below(1_000_000_000)}`;
  const outcome = await context.operationLog.make({
    what: `rename device ${device.id} of user ${person.id} to ${name}`,
    key: `device.renamed ${device.id}`,
    events: "one",
    lawful: ["accepted"],
    call: () => administrator(context).device.rename.mutate({ id: device.id, name }),
  });
  if (outcome.kind === "accepted") device.names = [name];
  else if (outcome.kind === "unsure") device.names = [...device.names, name];
}

export async function removeDevice(context: TrafficContext, person: Person, device: KnownDevice): Promise<void> {
  const outcome = await context.operationLog.make({
    what: `remove device ${device.id} of user ${person.id}`,
    key: `device.removed ${device.id}`,
    events: "one",
    lawful: ["accepted"],
    call: () => administrator(context).device.remove.mutate({ id: device.id }),
  });
  // Where it is not known whether it is there, nobody asks for it again.
  if (outcome.kind !== "refused") person.devices.splice(person.devices.indexOf(device), 1);
}
