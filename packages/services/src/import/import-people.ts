import { users } from "@portcullis/db/schema/users";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import type { LivingStatus } from "@portcullis/domain/user/lifecycle";
import { and, eq, ne } from "drizzle-orm";
import { type OperatorContext, operator } from "../tenant/operator-context.ts";
import { createUser } from "../user/create-user.ts";
import { findGroups } from "./find-groups.ts";
import type { ImportLine } from "./import-report.ts";
import type { PersonLine } from "./open-people-file.ts";
import type { PersonRecord } from "./person-record.ts";

export interface ImportPeople {
  /** Active at once, without a password; otherwise pending, without an invitation. */
  readonly activate: boolean;
}

/** Lines per transaction: what is reported is committed, and a file of any length takes no more memory than this. */
const batchSize = 200;

/**
 * Brings people in, one report line for each line of the file, as the file streams. A line that is refused stops no other.
 * Who is there already stays as they are, whatever the file says: an import never changes, deactivates or reactivates.
 */
export async function* importPeople(
  ctx: OperatorContext,
  lines: AsyncIterable<PersonLine>,
  options: ImportPeople,
): AsyncGenerator<ImportLine> {
  let batch: PersonLine[] = [];
  for await (const line of lines) {
    batch.push(line);
    if (batch.length < batchSize) continue;
    yield* await importBatch(ctx, batch, options);
    batch = [];
  }
  yield* await importBatch(ctx, batch, options);
}

async function importBatch(ctx: OperatorContext, batch: readonly PersonLine[], options: ImportPeople) {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const report: ImportLine[] = [];
    for (const line of batch) report.push(await importLine(tx, line, options));
    return report;
  });
}

async function importLine(tx: TenantTx, line: PersonLine, options: ImportPeople): Promise<ImportLine> {
  const about = { line: line.line, what: line.email };
  if (!line.person) return { ...about, outcome: "skipped", detail: `${line.refusal.field}: ${line.refusal.why}` };
  const { person } = line;
  const status = statusFor(person, options);
  const existing = await findStatus(tx, person.email);
  if (existing) return { ...about, outcome: "unchanged", detail: `exists${difference(existing, person)}` };
  const groups = await findGroups(tx, person.groups);
  const user = {
    ...person,
    status,
    hasAccepted: options.activate,
    role: "BASIC",
    groupIds: groups.map(({ id }) => id),
  } as const;
  await createUser(tx, operator, user);
  const made = groups.filter(({ isNew }) => isNew).map(({ name }) => `new group ${name}`);
  const telling = groups.filter(({ carriesRoles }) => carriesRoles).map(({ name }) => `has the roles of group ${name}`);
  return { ...about, outcome: "created", detail: [status, ...made, ...telling].join("; ") };
}

function statusFor(person: PersonRecord, { activate }: ImportPeople): LivingStatus {
  if (!person.enabled) return "inactive";
  return activate ? "active" : "pending";
}

async function findStatus(tx: TenantTx, email: string) {
  const [user] = await tx
    .select({ status: users.status })
    .from(users)
    .where(and(eq(users.tenantId, tx.tenantId), eq(users.email, email), ne(users.status, "deleting")));
  return user?.status;
}

/** Where the file and the directory disagree, an administrator decides, not an import. */
function difference(status: string, person: PersonRecord): string {
  if ((status === "inactive") === !person.enabled) return "";
  return `; it is ${status} here and ${person.enabled ? "enabled" : "disabled"} in the file`;
}
