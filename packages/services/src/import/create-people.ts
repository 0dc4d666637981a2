import { recordAudits } from "@portcullis/db/audit";
import { newId } from "@portcullis/db/ids";
import type { TenantTx } from "@portcullis/db/tenant";
import type { LivingStatus } from "@portcullis/domain/user/lifecycle";
import { sql } from "drizzle-orm";
import { operator } from "../tenant/operator-context.ts";
import type { PersonRecord } from "./person-record.ts";

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
  const now = new Date();
  const rows = people.map((person) => ({
    ...person,
    id: newId(),
    accepted: person.status === "active" || (person.status === "inactive" && person.hasAccepted),
  }));
  const created = await tx.execute<{ id: string; email: string }>(sql`
    insert into users (tenant_id, id, email, first_name, last_name, status, accepted_at, created_at, updated_at)
    select ${tx.tenantId}, p.id, p.email, p."firstName", p."lastName", p.status,
      case when p.accepted then p.at end, p.at, p.at
    from (select r.*, ${now.toISOString()}::timestamptz as at from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
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
