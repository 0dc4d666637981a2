import type { Outcome } from "./outcome.ts";
import { aPerson, endSessions, type Person } from "./person.ts";
import type { TrafficContext } from "./traffic-context.ts";

const chosenPassword = "a-harbour-in-the-fog";

/** Whoever may: the owner and an administrator in turn. */
const administrator = ({ administrators, random }: TrafficContext) =>
  random.pick([administrators.owner, administrators.admin]);

export async function deactivate(context: TrafficContext, person: Person): Promise<void> {
  const { status } = person;
  const outcome = await context.operationLog.make({
    what: `deactivate user ${person.id}, known as ${status}`,
    key: `user.deactivated ${person.id}`,
    events: status === undefined ? "maybe" : status === "inactive" ? "none" : "one",
    lawful: lawfulFor(person),
    call: () => administrator(context).user.deactivate.mutate({ id: person.id, reason: "somebody left" }),
  });
  settle(person, outcome, "inactive");
  shows(context, person, status === "active" ? outcome : undefined, "deactivate");
  if (outcome.kind !== "refused") person.invitation = undefined;
  if (outcome.kind === "accepted") endSessions(person);
}

export async function reactivate(context: TrafficContext, person: Person): Promise<void> {
  const { status } = person;
  const outcome = await context.operationLog.make({
    what: `reactivate user ${person.id}, known as ${status}`,
    key: `user.reactivated ${person.id}`,
    events: status === undefined ? "maybe" : status === "inactive" ? "one" : "none",
    lawful: lawfulFor(person),
    call: () => administrator(context).user.reactivate.mutate({ id: person.id }),
  });
  shows(context, person, status === "inactive" ? outcome : undefined, "reactivate");
  // Whoever never took up the account waits for that again.
  settle(person, outcome, outcome.kind === "accepted" ? outcome.answer.status : "active");
}

export async function remove(context: TrafficContext, person: Person): Promise<void> {
  if (person.stays) return;
  const outcome = await context.operationLog.make({
    what: `delete user ${person.id}, known as ${person.status}`,
    key: `user.deleted ${person.id}`,
    events: "one",
    lawful: lawfulFor(person),
    call: () => administrator(context).user.delete.mutate({ id: person.id }),
  });
  settle(person, outcome, "deleted");
  if (outcome.kind === "unsure") person.mayBeDeleted = true;
  if (outcome.kind === "accepted") endSessions(person);
}

/** The reply to a change shows the cascade that it began, whatever the clocks of those who began earlier ones showed. */
function shows(
  { operationLog }: TrafficContext,
  { id }: Person,
  outcome: Outcome<{ readonly cascade: { readonly kind: string } | null }> | undefined,
  kind: string,
): void {
  if (outcome?.kind !== "accepted" || outcome.answer.cascade?.kind === kind) return;
  operationLog.violate(`The reply to ${kind} user ${id} shows ${JSON.stringify(outcome.answer.cascade)}.`);
}

const lawfulFor = ({ mayBeDeleted }: Person) => (mayBeDeleted ? ["accepted", "NOT_FOUND"] : ["accepted"]);

/** What is known after a change. Each locks the user's row, so an earlier one that was not answered is over when this one is. */
function settle(person: Person, outcome: Outcome<unknown>, status: Person["status"]): void {
  person.lifecycleActs++;
  if (outcome.kind === "accepted") {
    person.status = status;
    person.mayBeDeleted = false;
  } else if (outcome.kind === "unsure") {
    person.status = undefined;
    // They may have ended.
    person.liveCookies = [];
  } else if (person.mayBeDeleted && outcome.code === "NOT_FOUND") person.status = "deleted";
}

/** The profile needs no lifecycle: it may be changed in every status. */
export async function rename(context: TrafficContext, person: Person): Promise<void> {
  const firstName = `Name ${context.random.below(1_000_000_000)}`;
  const outcome = await context.operationLog.make({
    what: `rename user ${person.id} to ${firstName}`,
    key: `user.updated ${person.id}`,
    events: "one",
    lawful: ["accepted"],
    call: () => administrator(context).user.update.mutate({ id: person.id, firstName }),
  });
  nowNamed(person, outcome, firstName);
}

function nowNamed(person: Person, outcome: Outcome<unknown>, firstName: string): void {
  if (outcome.kind === "accepted") person.firstNames = [firstName];
  // What it was before, where nobody has changed it, is as possible.
  else if (outcome.kind === "unsure" && person.firstNames.length > 0)
    person.firstNames = [...person.firstNames, firstName];
}

/** Invites somebody new. Undefined where it is not known whether they are there. */
export async function invite(context: TrafficContext): Promise<Person | undefined> {
  const email = `new-${crypto.randomUUID()}@acme.test`;
  const outcome = await context.operationLog.make({
    what: `invite ${email}`,
    key: "user.invited",
    events: "one",
    lawful: ["accepted"],
    call: () => administrator(context).user.invite.mutate({ people: [{ email }] }),
  });
  if (outcome.kind !== "accepted") return undefined;
  const [result] = outcome.answer.results;
  if (result?.outcome !== "invited") {
    context.operationLog.violate(`The invitation of ${email} was refused: ${result?.reason}.`);
    return undefined;
  }
  const { userId: id, link } = result;
  return aPerson({ id, email, password: chosenPassword, status: "pending", invitation: new URL(link).hash.slice(1) });
}

export async function accept(context: TrafficContext, person: Person): Promise<void> {
  const { invitation: token } = person;
  if (token === undefined) return;
  const firstName = "New";
  const outcome = await context.operationLog.make({
    what: `take up the account ${person.id}`,
    key: `user.invitation_accepted ${person.id}`,
    events: "one",
    lawful: ["accepted"],
    call: () =>
      context.administrators.member.invitation.accept.mutate({
        token,
        firstName,
        lastName: "Comer",
        password: person.password,
      }),
  });
  nowNamed(person, outcome, firstName);
  if (outcome.kind === "refused") return;
  person.invitation = undefined;
  person.isTakenUp = outcome.kind === "accepted" ? true : undefined;
  person.status = outcome.kind === "accepted" ? "active" : undefined;
}
