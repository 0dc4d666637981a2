import { expectedAfter } from "@portcullis/api/testing/reference-model";
import type postgres from "postgres";
import type { OperationLog } from "../traffic/operation-log.ts";
import type { Person } from "../traffic/person.ts";
import { type AuditLogEvent, type Before, readUsers } from "./record.ts";

/** What the operation log counts, and under which key an event is counted. What is not here belongs to no single act, such as a sign-in. */
const keys: Readonly<Record<string, (event: AuditLogEvent) => string>> = {
  "user.invited": () => "user.invited",
  "device.registered": ({ subjectId }) => `device.registered of ${subjectId}`,
};
const counted = new Set([
  "user.deactivated",
  "user.reactivated",
  "user.deleted",
  "user.updated",
  "user.invited",
  "user.invitation_accepted",
  "device.registered",
  "device.renamed",
  "device.deactivated",
  "device.reactivated",
  "device.removed",
]);

const isByHand = ({ action, actorKind }: AuditLogEvent) => actorKind === "user" && counted.has(action);

/**
 * Every change that was accepted stands in the audit log exactly once, and none that was refused; what was not answered may.
 * @param ofBulks the key of each event that a bulk operation must have left
 */
export function checkAgainstOperationLog(
  auditLog: readonly AuditLogEvent[],
  operationLog: OperationLog,
  ofBulks: readonly string[],
): string[] {
  const many = new Map<string, number>();
  for (const key of ofBulks) many.set(key, (many.get(key) ?? 0) + 1);
  const found = new Map<string, number>();
  for (const event of auditLog.filter(isByHand)) {
    const key = keys[event.action]?.(event) ?? `${event.action} ${event.targetId}`;
    found.set(key, (found.get(key) ?? 0) + 1);
  }
  return [...new Set([...found.keys(), ...operationLog.expected.keys(), ...many.keys()])].flatMap((key) => {
    const single = operationLog.expected.get(key) ?? { least: 0, most: 0 };
    const ofBulk = many.get(key) ?? 0;
    const [least, most] = [single.least + ofBulk, single.most + ofBulk];
    const events = found.get(key) ?? 0;
    if (events >= least && events <= most) return [];
    const range = least === most ? least : `${least} to ${most}`;
    return [
      `every accepted change once, no refused one: ${events} events "${key}" where ${range} belong, ${ofBulk} of them of bulk operations. ${operationLog.result(key).slice(-12).join("; ")}`,
    ];
  });
}

/** Every user and device is as the audit log tells, as if each change had been carried through at once and nothing had failed. */
export async function checkAgainstModel(
  sql: postgres.Sql,
  auditLog: readonly AuditLogEvent[],
  before: Before,
): Promise<string[]> {
  const actions = auditLog.filter(
    (event) => isByHand(event) && !["user.updated", "user.invited", "device.renamed"].includes(event.action),
  );
  const invited = auditLog.filter(({ action }) => action === "user.invited").map(({ targetId }) => targetId);
  const firsts = new Map([
    ...before.users,
    ...invited.map((id) => [id, { status: "pending", generation: 0, devices: {} }] as const),
  ]);
  const now = await readUsers(sql, [...firsts.keys()]);
  return [...firsts].flatMap(([id, first]) => {
    const expected = expectedAfter(actions, { id, ...first });
    const actual = now.get(id);
    if (canonical(expected) === canonical(actual)) return [];
    const result = actions
      .filter(({ subjectId }) => subjectId === id)
      .map(({ action, targetId }) => `${action} ${targetId}`);
    return [
      `every user as the audit log tells: user ${id} is ${canonical(actual)}, and by the audit log ${canonical(expected)}, after ${result.slice(-12).join("; ")}`,
    ];
  });
}

/** What the answers said last is what is there. */
export async function checkAgainstAnswers(sql: postgres.Sql, people: readonly Person[]): Promise<string[]> {
  const users = await sql<{ id: string; status: string; firstName: string | null }[]>`
    select id, status, first_name as "firstName" from users where id = any(${people.map(({ id }) => id)}::uuid[])`;
  const devices = await sql<{ id: string; name: string; cause: string | null }[]>`
    select id, name, cause from devices where user_id = any(${people.map(({ id }) => id)}::uuid[])`;
  const userOf = new Map(users.map((user) => [user.id, user]));
  const deviceOf = new Map(devices.map((device) => [device.id, device]));
  return people.flatMap(({ id, status, firstNames, devices: known }) => {
    const user = userOf.get(id);
    const actual = user?.status ?? "deleted";
    const wrong: string[] = [];
    if (status !== undefined && status !== actual)
      wrong.push(`user ${id} was last brought to ${status} and is ${actual}`);
    if (user && firstNames.length > 0 && !firstNames.includes(user.firstName ?? ""))
      wrong.push(`user ${id} was last named ${firstNames.join(" or ")} and is named ${user.firstName}`);
    if (!user) return wrong.map(sentence);
    for (const { id: deviceId, names, isOffByHand } of known) {
      const device = deviceOf.get(deviceId);
      if (!device) wrong.push(`device ${deviceId} of user ${id} is gone`);
      else if (!names.includes(device.name))
        wrong.push(`device ${deviceId} was last named ${names.join(" or ")} and is named ${device.name}`);
      else if (isOffByHand !== undefined && isOffByHand !== (device.cause === "admin"))
        wrong.push(`device ${deviceId} of user ${id} has the cause ${device.cause}; off by hand: ${isOffByHand}`);
    }
    return wrong.map(sentence);
  });
}

const sentence = (what: string) => `every accepted change present: ${what}`;

function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, part: unknown) =>
      part && typeof part === "object"
        ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => a.localeCompare(b)))
        : part,
    ) ?? "gone"
  );
}
