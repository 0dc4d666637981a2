import { tenant } from "../tenant.ts";
import { endSessions, type Person } from "./person.ts";
import { apiOfCookie, hasSession, signInFromAnywhere, type TrafficContext } from "./traffic-context.ts";

/** Sign-ins that have to fail, per person and run: far below what an account bears in an hour. */
const failedSignInsMax = 20;
/** Sessions that a person keeps open. */
const liveMax = 3;

const accountOf = ({ email, password }: Person) => ({ tenant, email, password });

/** Signs in, and looks whether that opened anything. */
export async function enter(context: TrafficContext, person: Person): Promise<void> {
  const mayEnter = person.status === "active";
  const mustNotEnter = person.status === "inactive" || person.status === "pending" || person.status === "deleted";
  if (mustNotEnter && ++person.failedSignIns > failedSignInsMax) return;
  const cookie = await signInFromAnywhere(context, accountOf(person)).catch(() => undefined);
  // Unanswered, or answered by a console without its database: nothing is known.
  if (cookie === undefined) return;
  const isSession = hasSession(cookie);
  const outcome = await context.operationLog.make({
    what: `sign in as user ${person.id}, known as ${person.status}, and ask who that is`,
    lawful: mustNotEnter ? ["UNAUTHORIZED"] : mayEnter && isSession ? ["accepted"] : ["accepted", "UNAUTHORIZED"],
    call: () => apiOfCookie(context, cookie).account.me.query(),
  });
  if (mayEnter && outcome.kind === "accepted" && person.liveCookies.length < liveMax) person.liveCookies.push(cookie);
}

export async function useLiveSession(context: TrafficContext, person: Person): Promise<void> {
  const [cookie] = person.liveCookies;
  if (cookie === undefined) return;
  await context.operationLog.make({
    what: `use a living session of user ${person.id}, known as ${person.status}`,
    lawful: ["accepted"],
    call: () => apiOfCookie(context, cookie).account.me.query(),
  });
}

/** From the reply that ended it on, it opens nothing, for reading or for writing, on whatever road. */
export async function useDeadSession(context: TrafficContext, person: Person): Promise<void> {
  if (person.deadCookies.length === 0) return;
  const api = apiOfCookie(context, context.random.pick(person.deadCookies));
  await context.operationLog.make({
    what: `use a dead session of user ${person.id}, known as ${person.status}`,
    lawful: ["UNAUTHORIZED"],
    call: context.random.pick([
      () => api.account.me.query(),
      () => api.device.list.query({}),
      () => api.account.update.mutate({ firstName: "Mallory" }),
    ]) as () => Promise<unknown>,
  });
}

export async function revokeSessions(context: TrafficContext, person: Person): Promise<void> {
  const outcome = await context.operationLog.make({
    what: `revoke all sessions of user ${person.id}`,
    lawful: ["accepted"],
    call: () => context.administrators.admin.session.revokeAll.mutate({ userId: person.id }),
  });
  if (outcome.kind === "accepted") endSessions(person);
  else person.liveCookies = [];
}
