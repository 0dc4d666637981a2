import { aPublicKey } from "@portcullis/api/testing/rows";
import type { Hands } from "./hands.ts";
import type { KnownDevice, Person } from "./person.ts";

/** The most that a person is given. */
const devicesMax = 8;

const administrator = ({ staff, random }: Hands) => random.pick([staff.owner, staff.admin]);
const isActive = ({ status }: Person) => status === "active" || status === "pending";

export async function register(hands: Hands, person: Person): Promise<void> {
  if (person.devices.length >= devicesMax) return;
  const name = `laptop ${hands.random.below(1_000_000_000)}`;
  const outcome = await hands.journal.make({
    what: `register a device for user ${person.id}, known as ${person.status}`,
    key: `device.registered of ${person.id}`,
    events: "one",
    lawful: isActive(person)
      ? ["accepted"]
      : person.status === undefined
        ? ["accepted", "CONFLICT", "NOT_FOUND"]
        : ["CONFLICT"],
    call: () =>
      administrator(hands).device.register.mutate({
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
export async function switchOff(hands: Hands, person: Person, device: KnownDevice): Promise<void> {
  const was = device.isOffByHand;
  const outcome = await hands.journal.make({
    what: `switch off device ${device.id} of user ${person.id}`,
    key: `device.deactivated ${device.id}`,
    events: was === undefined ? "maybe" : was ? "none" : "one",
    lawful: ["accepted"],
    call: () => administrator(hands).device.deactivate.mutate({ id: device.id }),
  });
  if (outcome.kind !== "refused") device.isOffByHand = outcome.kind === "accepted" ? true : undefined;
}

/** What the cascade is about to switch on again anyhow may be on already: then nothing happens. */
export async function switchOn(hands: Hands, person: Person, device: KnownDevice): Promise<void> {
  const outcome = await hands.journal.make({
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
    call: () => administrator(hands).device.reactivate.mutate({ id: device.id }),
  });
  if (outcome.kind !== "refused") device.isOffByHand = outcome.kind === "accepted" ? false : undefined;
}

export async function renameDevice(hands: Hands, person: Person, device: KnownDevice): Promise<void> {
  const name = `renamed ${hands.random.below(1_000_000_000)}`;
  const outcome = await hands.journal.make({
    what: `rename device ${device.id} of user ${person.id} to ${name}`,
    key: `device.renamed ${device.id}`,
    events: "one",
    lawful: ["accepted"],
    call: () => administrator(hands).device.rename.mutate({ id: device.id, name }),
  });
  if (outcome.kind === "accepted") device.names = [name];
  else if (outcome.kind === "unsure") device.names = [...device.names, name];
}

export async function removeDevice(hands: Hands, person: Person, device: KnownDevice): Promise<void> {
  const outcome = await hands.journal.make({
    what: `remove device ${device.id} of user ${person.id}`,
    key: `device.removed ${device.id}`,
    events: "one",
    lawful: ["accepted"],
    call: () => administrator(hands).device.remove.mutate({ id: device.id }),
  });
  // Where it is not known whether it is there, nobody asks for it again.
  if (outcome.kind !== "refused") person.devices.splice(person.devices.indexOf(device), 1);
}
