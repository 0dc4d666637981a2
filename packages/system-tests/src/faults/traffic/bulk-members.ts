import type { BulkOutcome } from "@portcullis/domain/bulk";
import type { AskedVerb } from "./bulk-asked.ts";
import { endSessions, type Person } from "./person.ts";

/** By member; null before its turn. */
export type Outcomes = ReadonlyMap<string, BulkOutcome | null>;

/** People while a bulk operation, and what undoes it, has them. */
export interface BulkMembers {
  readonly people: readonly Person[];
  /**
   * What each has come to by its outcome; of those without one nothing is known. Answers a sentence for each outcome that cannot be,
   * as nobody else changed that member.
   */
  readonly apply: (verb: AskedVerb, outcomes: Outcomes) => string[];
  /** They are their writers' again, with what is known of them now. */
  readonly release: () => void;
}

interface Known extends Pick<Person, "status" | "lifecycleActs" | "liveCookies" | "invitation"> {
  readonly person: Person;
  hasLostCredentials: boolean;
}

/** From now on their status is open. Nobody of them may be in flight or in another operation. */
export function takeMembers(people: readonly Person[]): BulkMembers {
  const members = people.map((person): Known => {
    const { status, lifecycleActs, liveCookies, invitation } = person;
    person.isInBulk = true;
    if (status !== "deleted") person.status = undefined;
    person.liveCookies = [];
    person.invitation = undefined;
    return { person, status, lifecycleActs, liveCookies, invitation, hasLostCredentials: false };
  });
  return {
    people,
    apply: (verb, outcomes) => members.flatMap((known) => applyOne(known, verb, outcomes.get(known.person.id) ?? null)),
    release: () => members.forEach(release),
  };
}

function applyOne(known: Known, verb: AskedVerb, outcome: BulkOutcome | null): string[] {
  const { person, status } = known;
  const lawful = isTouched(known) ? undefined : lawfulOutcome(verb, status);
  if (outcome === null) known.status = undefined;
  if (outcome === "changed") {
    known.status = statusAfter(verb, person);
    if (verb === "user.deactivate") known.hasLostCredentials = true;
  }
  if (outcome === null || outcome === "cancelled" || lawful === undefined || outcome === lawful) return [];
  return [`${verb} of user ${person.id}, who was ${status} and whom nobody else changed, came to ${outcome}.`];
}

/** Whether their writer has changed them since, or may be about to: which came first, no answer says. */
const isTouched = ({ person, lifecycleActs }: Known) =>
  person.isInFlight || person.mayBeDeleted || person.lifecycleActs > lifecycleActs;

function lawfulOutcome(verb: AskedVerb, status: Person["status"]): BulkOutcome | undefined {
  if (status === undefined) return undefined;
  if (status === "deleted") return "left_alone";
  return (status === "inactive") === (verb === "user.reactivate") ? "changed" : "unchanged";
}

function statusAfter(verb: AskedVerb, { isTakenUp }: Person): Person["status"] {
  if (verb === "user.deactivate") return "inactive";
  return isTakenUp === undefined ? undefined : isTakenUp ? "active" : "pending";
}

function release(known: Known): void {
  const { person, status, liveCookies, invitation, hasLostCredentials } = known;
  person.isInBulk = false;
  if (hasLostCredentials) {
    person.liveCookies = liveCookies;
    endSessions(person);
  }
  if (person.status === "deleted" || isTouched(known)) return;
  person.status = status;
  if (hasLostCredentials || status === undefined) return;
  person.liveCookies = liveCookies;
  person.invitation = invitation;
}
