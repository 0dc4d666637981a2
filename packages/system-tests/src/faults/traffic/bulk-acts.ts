import { setTimeout as sleep } from "node:timers/promises";
import type { BulkPreview } from "@portcullis/domain/bulk";
import type { Api } from "../../network/api.ts";
import type { AskedVerb, BulkAsked } from "./bulk-asked.ts";
import { type BulkMembers, type Outcomes, takeMembers } from "./bulk-members.ts";
import type { Person } from "./person.ts";
import type { TrafficContext } from "./traffic-context.ts";

const membersMin = 3;
const membersMax = 40;
/** Milliseconds at most between two operations: most of the time most people are their writers' alone. */
const pauseMs = 1_500;
/** Milliseconds between two looks whether one has ended. */
const pollMs = 150;
/** Milliseconds at most from a start to its cancellation. */
const cancelledWithinMs = 150;
/** One in so many is cancelled, undone, or has the owner among its members, whom nobody may change. */
const oneIn = { cancelled: 4, undone: 3, withOwner: 3 };
/** Milliseconds for which a start that was not answered is asked for again. */
const patienceMs = 60_000;

/** Changes people many at once, one operation after the other, until told to stop; their writers go on meanwhile. */
export async function bulkWrite(
  context: TrafficContext,
  everybody: readonly Person[],
  stopping: AbortSignal,
): Promise<void> {
  while (!stopping.aborted) {
    await sleep(context.random.below(pauseMs));
    const free = everybody.filter(({ isInFlight, isInBulk }) => !isInFlight && !isInBulk);
    const chosen = sample(context, free);
    if (chosen.length < membersMin) continue;
    const members = takeMembers(chosen);
    await changeMembers(context, members, stopping);
    // Where it was stopped while one was running, nobody acts on what is not known.
    if (!stopping.aborted) members.release();
  }
}

/** More often a few than many. */
function sample({ random }: TrafficContext, people: readonly Person[]): Person[] {
  const rest = [...people];
  const size = membersMin + random.below(1 + random.below(membersMax - membersMin + 1));
  return Array.from({ length: Math.min(size, rest.length) }, () => rest.splice(random.below(rest.length), 1)).flat();
}

async function changeMembers(context: TrafficContext, members: BulkMembers, stopping: AbortSignal): Promise<void> {
  const { administrators, operationLog, random } = context;
  const api = random.pick([administrators.owner, administrators.admin]);
  const verb = random.pick(["user.deactivate", "user.deactivate", "user.reactivate"] as const);
  const ids = members.people.map(({ id }) => id);
  if (random.below(oneIn.withOwner) === 0) ids.push(administrators.ownerId);
  const [isCancelled, isUndone] = [random.below(oneIn.cancelled) === 0, random.below(oneIn.undone) === 0];
  const previewed = await operationLog.make({
    what: `preview ${verb} of ${ids.length} people`,
    lawful: ["accepted"],
    call: () => api.bulk.preview.mutate({ action: { verb }, of: { by: "ids", ids } }),
  });
  // Nobody can start what nobody has the id of.
  if (previewed.kind !== "accepted") return;
  const asked = note(context, verb, previewed.answer, ids);
  const outcomes = await carryOut(context, api, asked, { isCancelled, stopping });
  members.apply(verb, outcomes).forEach(operationLog.violate);
  const changed = ids.filter((id) => outcomes.get(id) === "changed");
  if (isUndone && changed.length > 0) await undo(context, members, { api, asked, changed, stopping });
}

async function undo(
  context: TrafficContext,
  members: BulkMembers,
  done: { readonly api: Api; readonly asked: BulkAsked; readonly changed: string[]; readonly stopping: AbortSignal },
): Promise<void> {
  const { api, asked, changed, stopping } = done;
  const previewed = await context.operationLog.make({
    what: `preview what undoes ${asked.id}`,
    lawful: ["accepted"],
    call: () => api.bulk.undo.mutate({ id: asked.id }),
  });
  if (previewed.kind !== "accepted") return;
  const inverse = asked.verb === "user.deactivate" ? "user.reactivate" : "user.deactivate";
  const undoing = note(context, inverse, previewed.answer, changed);
  const outcomes = await carryOut(context, api, undoing, { isCancelled: false, stopping });
  const others = members.people.filter(({ id }) => !undoing.memberIds.has(id)).map(({ id }) => id);
  const violations = members.apply(inverse, new Map([...untouched(others), ...outcomes]));
  violations.forEach(context.operationLog.violate);
}

/** Of those to whom nothing was done. */
const untouched = (ids: Iterable<string>): Outcomes => new Map([...ids].map((id) => [id, "cancelled"]));

/** Writes the operation down before it is started: its id is known from here on. */
function note(
  { operationLog }: TrafficContext,
  verb: AskedVerb,
  { operation, expected }: BulkPreview,
  ids: readonly string[],
): BulkAsked {
  const { id, total } = operation;
  const memberIds = new Set(ids);
  const refused = expected.refused.reduce((sum, { count }) => sum + count, 0);
  const sum = expected.changed + expected.unchanged + refused;
  if (total !== memberIds.size || sum !== total) {
    operationLog.violate(`The preview ${id} of ${memberIds.size} people has ${total} members and expects ${sum}.`);
  }
  const asked: BulkAsked = { id, verb, memberIds, isStarted: undefined, results: undefined };
  operationLog.bulks.set(id, asked);
  return asked;
}

/** Starts it and waits for its end. Answers what became of its members, as far as that is known. */
async function carryOut(
  context: TrafficContext,
  api: Api,
  asked: BulkAsked,
  { isCancelled, stopping }: { readonly isCancelled: boolean; readonly stopping: AbortSignal },
): Promise<Outcomes> {
  const { operationLog, random } = context;
  await start(context, api, asked);
  if (asked.isStarted === undefined) return new Map();
  if (!asked.isStarted) return untouched(asked.memberIds);
  if (isCancelled) {
    await sleep(random.below(cancelledWithinMs));
    await operationLog.make({
      what: `cancel ${asked.id}`,
      lawful: ["accepted", "CONFLICT"],
      call: () => api.bulk.cancel.mutate({ id: asked.id }),
    });
  }
  while (!stopping.aborted) {
    const operation = await api.bulk.get.query({ id: asked.id }).catch(() => undefined);
    if (operation && operation.finishedAt !== null) {
      const page = await operationLog.make({
        what: `read the results of ${asked.id}`,
        lawful: ["accepted"],
        call: () => api.bulk.results.query({ id: asked.id, limit: 100 }),
      });
      if (page.kind === "accepted") {
        asked.results = page.answer.items;
        return new Map(page.answer.items.map(({ id, outcome }) => [id, outcome]));
      }
    }
    await sleep(pollMs);
  }
  return new Map();
}

/** A second start changes nothing, so one that was not answered is asked for again; it may have ended meanwhile. */
async function start({ operationLog }: TrafficContext, api: Api, asked: BulkAsked): Promise<void> {
  const { id, verb, memberIds } = asked;
  let lawful = ["accepted"];
  for (const began = performance.now(); performance.now() - began < patienceMs; await sleep(pollMs)) {
    const outcome = await operationLog.make({
      what: `start ${id}, ${verb} of ${memberIds.size} people`,
      lawful,
      call: () => api.bulk.start.mutate({ id }),
    });
    if (outcome.kind === "accepted") asked.isStarted = true;
    else if (outcome.kind === "unsure") lawful = ["accepted", "CONFLICT"];
    else if (outcome.code === "CONFLICT") asked.isStarted = lawful.includes("CONFLICT");
    else if (lawful.length === 1) asked.isStarted = false;
    if (asked.isStarted !== undefined) return;
    const read = await api.bulk.get.query({ id }).catch(() => undefined);
    if (read && read.status !== "preview") asked.isStarted = true;
    if (asked.isStarted) return;
  }
}
