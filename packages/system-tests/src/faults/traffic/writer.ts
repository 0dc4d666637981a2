import { setTimeout as sleep } from "node:timers/promises";
import * as device from "./device-acts.ts";
import * as lifecycle from "./lifecycle-acts.ts";
import type { KnownDevice, Person } from "./person.ts";
import * as refused from "./refused-acts.ts";
import * as session from "./session-acts.ts";
import type { TrafficContext } from "./traffic-context.ts";

type Action = (context: TrafficContext, person: Person) => Promise<void>;

/** Milliseconds between two acts of one writer at most: steady traffic, not a flood. */
const thinkMs = 60;
/** Deleted people whom a writer goes on asking for. */
const rememberedMax = 3;

const toSomeDevice =
  (action: (context: TrafficContext, person: Person, device: KnownDevice) => Promise<void>): Action =>
  async (context, person) => {
    if (person.devices.length > 0) await action(context, person, context.random.pick(person.devices));
  };

const weighed = (actions: readonly (readonly [number, Action])[]) =>
  actions.flatMap(([weight, action]) => Array.from({ length: weight }, () => action));

const always = [
  [2, lifecycle.rename],
  [2, refused.tryForbidden],
  [3, refused.read],
  [2, device.register],
  [2, toSomeDevice(device.renameDevice)],
  [3, toSomeDevice(device.switchOff)],
  [3, toSomeDevice(device.switchOn)],
  [1, toSomeDevice(device.removeDevice)],
  [2, session.useDeadSession],
] as const;

/** What is done to somebody of whom that is known. */
const actions: Readonly<Record<string, readonly Action[]>> = {
  active: weighed([
    ...always,
    [5, lifecycle.deactivate],
    [1, lifecycle.remove],
    [2, session.enter],
    [3, session.useLiveSession],
    [1, session.revokeSessions],
    [1, lifecycle.reactivate],
  ]),
  inactive: weighed([
    ...always,
    [6, lifecycle.reactivate],
    [3, session.useDeadSession],
    [1, session.enter],
    [1, lifecycle.deactivate],
  ]),
  pending: weighed([...always, [6, lifecycle.accept], [1, lifecycle.deactivate], [1, session.enter]]),
  deleted: weighed([
    [2, refused.askForDeleted],
    [2, session.useDeadSession],
    [1, session.enter],
  ]),
  unknown: weighed([
    [3, lifecycle.deactivate],
    [3, lifecycle.reactivate],
    [1, session.useDeadSession],
  ]),
  /** Members of a bulk operation: what it does to them meets what their writer does. */
  inBulk: weighed([...always, [2, lifecycle.deactivate], [2, lifecycle.reactivate], [1, lifecycle.remove]]),
};

function actionsFor({ status, isInBulk, mayBeDeleted }: Person): readonly Action[] {
  return actions[status ?? (isInBulk && !mayBeDeleted ? "inBulk" : "unknown")] ?? [];
}

/** Does something to somebody. What a bulk operation has meanwhile done to them is not known, unless they are gone. */
async function act(context: TrafficContext, person: Person): Promise<void> {
  const wasInBulk = person.isInBulk;
  person.isInFlight = true;
  try {
    await context.random.pick(actionsFor(person))(context, person);
  } finally {
    person.isInFlight = false;
    if (wasInBulk && person.status !== "deleted") person.status = undefined;
  }
}

/**
 * Changes its own people, one act after the other, until told to stop: nobody but a bulk operation changes these beside it, so what is
 * known of them is exact once none has them. Replaces those whom it deletes.
 */
export async function write(
  context: TrafficContext,
  people: Person[],
  everybody: Person[],
  stopping: AbortSignal,
): Promise<void> {
  const living = people.length;
  while (!stopping.aborted) {
    const gone = people.filter(({ status }) => status === "deleted");
    if (gone.length > rememberedMax) people.splice(people.indexOf(gone[0] as Person), 1);
    if (people.length - gone.length < living) {
      const newcomer = await lifecycle.invite(context);
      if (newcomer) {
        people.push(newcomer);
        everybody.push(newcomer);
      }
    }
    const person = context.random.pick(people);
    await act(context, person);
    await sleep(context.random.below(thinkMs));
  }
}
