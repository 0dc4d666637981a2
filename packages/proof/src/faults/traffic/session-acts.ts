import { tenant } from "../tenant.ts";
import { apiOfCookie, type Hands, signInFromAnywhere } from "./hands.ts";
import { endSessions, type Person } from "./person.ts";

/** Sign-ins that have to fail, per person and run: far below what an account bears in an hour. */
const failedSignInsMax = 20;
/** Sessions that a person keeps open. */
const liveMax = 3;

const accountOf = ({ email, password }: Person) => ({ tenant, email, password });

/** Signs in, and looks whether that opened anything. */
export async function enter(hands: Hands, person: Person): Promise<void> {
  const mayEnter = person.status === "active";
  const mustNotEnter = person.status === "inactive" || person.status === "pending" || person.status === "deleted";
  if (mustNotEnter && ++person.failedSignIns > failedSignInsMax) return;
  const cookie = await signInFromAnywhere(hands, accountOf(person)).catch(() => undefined);
  // Unanswered, or answered by a console without its database: nothing is known.
  if (cookie === undefined) return;
  const isSession = cookie.includes("session-token");
  const outcome = await hands.journal.make({
    what: `sign in as user ${person.id}, known as ${person.status}, and ask who that is`,
    lawful: mustNotEnter ? ["UNAUTHORIZED"] : mayEnter && isSession ? ["accepted"] : ["accepted", "UNAUTHORIZED"],
    call: () => apiOfCookie(hands, cookie).account.me.query(),
  });
  if (mayEnter && outcome.kind === "accepted" && person.liveCookies.length < liveMax) person.liveCookies.push(cookie);
}

export async function useLiveSession(hands: Hands, person: Person): Promise<void> {
  const [cookie] = person.liveCookies;
  if (cookie === undefined) return;
  await hands.journal.make({
    what: `use a living session of user ${person.id}, known as ${person.status}`,
    lawful: ["accepted"],
    call: () => apiOfCookie(hands, cookie).account.me.query(),
  });
}

/** From the reply that ended it on, it opens nothing, for reading or for writing, on whatever road. */
export async function useDeadSession(hands: Hands, person: Person): Promise<void> {
  if (person.deadCookies.length === 0) return;
  const api = apiOfCookie(hands, hands.random.pick(person.deadCookies));
  await hands.journal.make({
    what: `use a dead session of user ${person.id}, known as ${person.status}`,
    lawful: ["UNAUTHORIZED"],
    call: hands.random.pick([
      () => api.account.me.query(),
      () => api.device.list.query({}),
      () => api.account.update.mutate({ firstName: "Mallory" }),
    ]) as () => Promise<unknown>,
  });
}

export async function revokeSessions(hands: Hands, person: Person): Promise<void> {
  const outcome = await hands.journal.make({
    what: `revoke all sessions of user ${person.id}`,
    lawful: ["accepted"],
    call: () => hands.staff.admin.session.revokeAll.mutate({ userId: person.id }),
  });
  if (outcome.kind === "accepted") endSessions(person);
  else person.liveCookies = [];
}
