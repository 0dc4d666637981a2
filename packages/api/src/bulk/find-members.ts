import { devices } from "@portcullis/db/schema/devices";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { type BulkMember, type BulkSet, bulkMembersMax, type UnmatchedLine } from "@portcullis/domain/bulk";
import { badRequest } from "@portcullis/domain/errors";
import { id as validId } from "@portcullis/domain/ids";
import type { Permission } from "@portcullis/domain/permission";
import { email as validEmail } from "@portcullis/domain/text";
import type { UserFilter } from "@portcullis/domain/user/user";
import { sql } from "drizzle-orm";
import { findDevices } from "../device/list-devices.ts";
import { assertMaySeeConcern, peopleOfConcern } from "../user/list-users.ts";

interface Found {
  /** In order, each once. */
  readonly ids: readonly string[];
  readonly unmatched: readonly UnmatchedLine[];
}

/**
 * Whom or what a set names now.
 * @throws {DomainError} BAD_REQUEST `input_invalid` with the field, for a filter of something else than the verb acts on, or of too
 * many · FORBIDDEN `permission_missing` for a concern
 */
export async function findMembers(
  tx: TenantTx,
  of: BulkSet,
  { member, permissions }: { readonly member: BulkMember; readonly permissions: readonly Permission[] },
): Promise<Found> {
  switch (of.by) {
    case "ids":
      return { ids: inOrder(of.ids), unmatched: [] };
    case "list":
      return matchLines(tx, of.lines, member);
    default:
      if (member !== (of.by === "users" ? "user" : "device")) {
        throw badRequest("input_invalid", `This acts on ${member}s: choose a filter of ${member}s.`, "of.by");
      }
      if (of.by === "users" && of.filter.concern) assertMaySeeConcern(of.filter.concern, permissions);
      return { ids: inOrder(await findByFilter(tx, of)), unmatched: [] };
  }
}

const inOrder = (ids: readonly string[]) => [...new Set(ids)].toSorted();

/** The ids of what a filter matches now. @throws {DomainError} BAD_REQUEST `input_invalid` where these are too many */
export async function findByFilter(tx: TenantTx, of: Extract<BulkSet, { filter: unknown }>): Promise<string[]> {
  const rows = await (of.by === "users" ? findUsers(tx, of.filter) : findDevices(tx, of.filter, everyDevice));
  if (rows.length <= bulkMembersMax) return rows.map(({ id }) => id);
  const most = bulkMembersMax.toLocaleString("en");
  throw badRequest("input_invalid", `More than ${most} match. Narrow the filter down.`, "of.filter");
}

/** As they were made: what the order is does not matter, and it has an index. */
const everyDevice = {
  sort: "createdAt",
  isDescending: false,
  after: undefined,
  limit: bulkMembersMax + 1,
  countTo: null,
} as const;

async function findUsers(tx: TenantTx, filter: UserFilter) {
  const { search = null, status, roleId = null, groupId = null, presence, concern } = filter;
  const among = concern ? await peopleOfConcern(tx, concern, bulkMembersMax + 1) : null;
  return tx.execute<{ id: string }>(sql`
    select id from find_users(${search}, ${arrayOf(status)}::text[], ${roleId}, ${groupId},
      ${presence === undefined ? null : presence === "online"}, ${sql.param(among)}::uuid[], ${bulkMembersMax + 1})`);
}

const arrayOf = (values: readonly string[] | undefined) => sql.param(values?.length ? [...values] : null);

/** Each line is compared with everything that can name a member; what is none of it is unknown. */
async function matchLines(tx: TenantTx, lines: readonly string[], member: BulkMember): Promise<Found> {
  const wanted = lines.map((text) => text.normalize("NFC").trim());
  const matches = await (member === "user" ? matchUsers(tx, wanted) : matchDevices(tx, wanted));
  const ids = new Set<string>();
  const unmatched: UnmatchedLine[] = [];
  for (const [n, text] of wanted.entries()) {
    if (text === "") continue;
    const [id, another] = matches.get(text) ?? [];
    if (id === undefined) unmatched.push({ line: n + 1, text, problem: "unknown" });
    else if (another !== undefined) unmatched.push({ line: n + 1, text, problem: "several" });
    else if (ids.has(id)) unmatched.push({ line: n + 1, text, problem: "twice" });
    else ids.add(id);
  }
  return { ids: inOrder([...ids]), unmatched };
}

type Matches = ReadonlyMap<string, readonly string[]>;

/** By e-mail, as it is stored, or by id. */
async function matchUsers(tx: TenantTx, lines: readonly string[]): Promise<Matches> {
  const keys = lines.map((text) => ({ text, id: idIn(text), email: validEmail.safeParse(text).data ?? null }));
  // One join for each way to name somebody: each has an index or can be hashed, a condition with OR could not.
  const rows = await tx.execute<Match>(sql`
    with k as (select * from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as k(text text, id uuid, email text)),
      living as (select id, email from ${users} where tenant_id = ${tx.tenantId} and status <> 'deleting')
    select k.text, u.id from k join living u on u.id = k.id
    union select k.text, u.id from k join living u on u.email = k.email`);
  return gather(rows);
}

/** By id, public key or hardware id; of those whose user is not on the way out. */
async function matchDevices(tx: TenantTx, lines: readonly string[]): Promise<Matches> {
  const keys = lines.map((text) => ({ text, id: idIn(text) }));
  const rows = await tx.execute<Match>(sql`
    with k as (select * from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as k(text text, id uuid)),
      living as (select d.id, d.public_key, d.hardware_id from ${devices} d
        join ${users} u on u.tenant_id = d.tenant_id and u.id = d.user_id and u.status <> 'deleting' where d.tenant_id = ${tx.tenantId})
    select k.text, d.id from k join living d on d.id = k.id
    union select k.text, d.id from k join living d on d.public_key = k.text
    union select k.text, d.id from k join living d on d.hardware_id = k.text`);
  return gather(rows);
}

type Match = { readonly text: string; readonly id: string };

const idIn = (text: string) => validId.safeParse(text).data ?? null;

function gather(rows: readonly Match[]): Matches {
  const matches = new Map<string, string[]>();
  for (const { text, id } of rows) {
    const ids = matches.get(text);
    if (!ids) matches.set(text, [id]);
    else if (!ids.includes(id)) ids.push(id);
  }
  return matches;
}
