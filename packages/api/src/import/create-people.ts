import { recordAudits } from "@portcullis/db/audit";
import { newId } from "@portcullis/db/ids";
import type { TenantTx } from "@portcullis/db/tenant";
import { groupName } from "@portcullis/domain/group";
import { email as emailText } from "@portcullis/domain/text";
import { timestampNow } from "@portcullis/domain/timestamp";
import type { LivingStatus } from "@portcullis/domain/user/lifecycle";
import { personName } from "@portcullis/domain/user/user";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { operator } from "../tenant/operator.ts";

export interface NewPerson extends Omit<PersonRecord, "enabled" | "groups"> {
  readonly status: LivingStatus;
  /** Whether the account counts as taken up, as in `createUser`. */
  readonly hasAccepted: boolean;
  readonly groupIds: readonly string[];
}

/**
 * Creates people as `createUser` does, a batch in as many statements as one takes: each gets the role of a member, their
 * groups and an audit event.
 * @returns the ids by e-mail; an e-mail that somebody else took meanwhile is not among them
 */
export async function createPeople(tx: TenantTx, people: readonly NewPerson[]): Promise<ReadonlyMap<string, string>> {
  if (people.length === 0) return new Map();
  const now = timestampNow();
  const rows = people.map((person) => ({
    ...person,
    id: newId(),
    accepted: person.status === "active" || (person.status === "inactive" && person.hasAccepted),
  }));
  const created = await tx.execute<{ id: string; email: string }>(sql`
    insert into users (tenant_id, id, email, first_name, last_name, status, accepted_at, created_at, updated_at)
    select ${tx.tenantId}, p.id, p.email, p."firstName", p."lastName", p.status,
      case when p.accepted then p.at end, p.at, p.at
    from (select r.*, ${now}::timestamptz as at from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(id uuid, email text, "firstName" text, "lastName" text, status text, accepted boolean)) p
    on conflict (tenant_id, email) where status <> 'deleting' do nothing
    returning id, email`);
  const ids = new Map(created.map(({ id, email }) => [email, id]));
  const made = rows.filter(({ email }) => ids.has(email));
  if (made.length === 0) return ids;
  const memberships = made.flatMap(({ id, groupIds }) => groupIds.map((groupId) => ({ id, groupId })));
  if (memberships.length > 0) {
    await tx.execute(sql`
      insert into group_members (tenant_id, group_id, user_id)
      select ${tx.tenantId}, m."groupId", m.id
      from jsonb_to_recordset(${JSON.stringify(memberships)}::jsonb) as m(id uuid, "groupId" uuid)`);
  }
  await tx.execute(sql`
    insert into user_roles (tenant_id, user_id, role_id)
    select r.tenant_id, u.id, r.id
    from roles r cross join unnest(${sql.param(made.map(({ id }) => id))}::uuid[]) as u(id)
    where r.tenant_id = ${tx.tenantId} and r.system = 'BASIC'`);
  await recordAudits(
    tx,
    made.map(({ id, email, firstName, lastName, status }) => ({
      action: "user.created",
      actor: operator,
      target: { kind: "user", id },
      subjectId: id,
      details: { after: { email, firstName, lastName, status } },
    })),
  );
  return ids;
}

/** What an import knows of a person, whatever product wrote the file. */
export const personRecord = z.strictObject({
  email: emailText,
  firstName: personName,
  lastName: personName,
  /** False for whoever the file calls suspended or disabled. */
  enabled: z.boolean(),
  groups: z.array(groupName).max(100),
});
export type PersonRecord = z.infer<typeof personRecord>;

/** A record as it stands in the file, before the rules of the domain have seen it. */
export interface RawPerson {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly groups: readonly string[];
  /** Whether the account signs in by another name: then a record that is called like the mailbox has it, if there is one. */
  readonly isSharedMailbox?: boolean;
}

/** Why a line was not taken: the column, as the file spells it, and a sentence. */
export interface Refusal {
  readonly field: string;
  readonly why: string;
}

/** The rules of the domain, applied to one line; `columns` names the file's column behind each field. */
export function checkPerson(
  raw: Omit<RawPerson, "isSharedMailbox"> & { readonly enabled: boolean },
  columns: Readonly<Record<Exclude<keyof PersonRecord, "enabled">, string>>,
):
  | { readonly person: PersonRecord; readonly refusal?: never }
  | { readonly refusal: Refusal; readonly person?: never } {
  const fields = ["email", "firstName", "lastName", "groups"] as const;
  const notUtf8 = fields.find((field) => String(raw[field]).includes("\uFFFD"));
  if (notUtf8) return { refusal: { field: columns[notUtf8], why: "is not UTF-8 text" } };
  const parsed = personRecord.safeParse({ ...raw, groups: [...new Set(raw.groups)] });
  if (parsed.success) return { person: parsed.data };
  const [issue] = parsed.error.issues;
  const field = fields.find((name) => name === issue?.path[0]) ?? "email";
  return { refusal: { field: columns[field], why: issue?.message ?? "is not valid" } };
}

/** Words of directories for an account that may be used, or will be once its person takes it up. */
const on = termsOf(
  "active, activated, enabled, true, yes, y, 1, on, ok, allowed, verified",
  // Okta: set up but not signed in yet, or a matter of the password alone.
  "staged, provisioned, pending, pending user action, invited, password expired, password reset, recovery, locked out",
  // Slack and Tailscale tell the kind of an account in its status.
  "member, admin, owner, primary owner, workspace owner, workspace admin, workspace primary owner",
  "guest, single-channel guest, multi-channel guest, idle, last seen recently, connected",
);
const off = termsOf(
  "inactive, deactivated, disabled, suspended, archived, blocked, deleted, deprovisioned, removed",
  "false, no, n, 0, off, terminated, left, needs approval, over billing limit, expired",
);

function termsOf(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => list.split(", ")));
}

/** Undefined for a word that is not known: whoever has it comes in no way. */
export function isEnabledWord(word: string): boolean | undefined {
  const known = word.trim().toLowerCase().replaceAll("_", " ");
  if (on.has(known)) return true;
  return off.has(known) ? false : undefined;
}

/** For a column that says who is shut out, such as `Block credential`: empty means nobody. A point in time means yes. */
export function isDisabledWord(word: string): boolean | undefined {
  const known = word.trim().toLowerCase();
  if (["", "false", "no", "n", "0", "never", "-"].includes(known)) return false;
  if (["true", "yes", "y", "1"].includes(known) || /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/.test(known)) return true;
  return undefined;
}

/** Of something else than the account, or when it last did something. */
const saysOther = /mfa|2fa|2sv|otp|factor|sync|password|phone|licen[cs]e|sso|invit|marital|address|^last/;
const saysEnabled = /status|state$|enabled$|active$|activated$/;
const saysDisabled =
  /disabled|inactive|suspended|suspension|deactivat|blocked|blockcredential|archived|locked|deletion|deleted|terminat/;

/** What a column that no format knows tells of an account, by its normalised name. */
export function meaningOf(column: string): "enabled" | "disabled" | undefined {
  if (saysOther.test(column)) return undefined;
  if (saysDisabled.test(column)) return "disabled";
  return saysEnabled.test(column) ? "enabled" : undefined;
}
