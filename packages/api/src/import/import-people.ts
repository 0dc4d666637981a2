import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { badRequest } from "@portcullis/domain/errors";
import type { LivingStatus, UserStatus } from "@portcullis/domain/user/lifecycle";
import { and, eq, ne, sql } from "drizzle-orm";
import type { OperatorContext } from "../tenant/operator.ts";
import { createPeople, type NewPerson, type PersonRecord } from "./create-people.ts";
import { type FoundGroup, findGroups, groupKey } from "./find-groups.ts";
import type { PeopleFile, PersonLine } from "./open-people-file.ts";
import {
  batchSize,
  type Decision,
  decide,
  type ImportLine,
  type ImportOptions,
  inBatches,
  keepStatistics,
  type Note,
  runBatch,
} from "./run-batch.ts";

export interface ImportPeople extends ImportOptions {
  /** Active at once, without a password; otherwise pending, without an invitation. */
  readonly activate: boolean;
  /** How those who come as pending are let in afterwards, as the operator wrote it. */
  readonly invitedBy?: "--invite" | "--links" | undefined;
  /** Everybody in a file that does not say who is disabled may have access. */
  readonly allEnabled?: boolean;
}

type KnownLine = Extract<PersonLine, { readonly person: PersonRecord }>;

/** What earlier lines of the file have brought: a dry run does not find it in the database. */
interface Seen {
  readonly people: Map<string, { readonly line: number; readonly enabled: boolean }>;
  readonly newGroups: Set<string>;
}

/**
 * Imports people as the file streams, with one report line for each line; a refused line does not stop the others. An import
 * never changes, deactivates or reactivates existing users.
 * @throws {DomainError} BAD_REQUEST `input_invalid` where everybody would be let in without the file saying who may be
 */
export async function* importPeople(
  ctx: OperatorContext,
  file: PeopleFile,
  options: ImportPeople,
): AsyncGenerator<ImportLine> {
  assertHasStatusColumn(file, options);
  const seen: Seen = { people: new Map(), newGroups: new Set() };
  let batches = 0;
  for await (const batch of inBatches(ownMailboxesFirst(file.lines))) {
    yield* await runBatch(ctx, options, (tx) => importBatch(tx, batch, seen, options));
    if (!options.dryRun && batch.length === batchSize) await keepStatistics(ctx.db, "people", ++batches);
  }
}

/** As `importPeople` does first, for whoever has something to prepare before it. */
export function assertHasStatusColumn(
  file: PeopleFile,
  { activate, invitedBy, allEnabled = false }: ImportPeople,
): void {
  const way = activate ? "--activate" : invitedBy;
  if (way === undefined || allEnabled || file.statusColumns.length > 0) return;
  throw badRequest(
    "input_invalid",
    `This file does not say who is disabled, so ${way} would let people in who have left. Use a file with the status of each account, or add --all-enabled if everybody in it may have access.`,
  );
}

/** Two accounts may share a mailbox: it belongs to the one that is called like it, wherever that stands in the file. */
async function* ownMailboxesFirst(lines: AsyncIterable<PersonLine>): AsyncGenerator<PersonLine> {
  const later: PersonLine[] = [];
  for await (const line of lines) {
    if (line.person && line.isSharedMailbox) later.push(line);
    else yield line;
  }
  yield* later;
}

async function importBatch(
  tx: TenantTx,
  batch: readonly PersonLine[],
  seen: Seen,
  options: ImportPeople,
): Promise<ImportLine[]> {
  const decisions = new Map<PersonLine, Decision>();
  const known: KnownLine[] = [];
  for (const line of batch) {
    const decision = line.person ? decideRepeated(line, seen) : decideRefused(line);
    if (decision) decisions.set(line, decision);
    else if (line.person) known.push(line);
  }
  const existing = await readStatuses(tx, known);
  const fresh = known.filter((line) => {
    const status = existing.get(line.person.email);
    if (status) decisions.set(line, decideExisting(status, line.person));
    return !status;
  });
  const groups = await findGroups(
    tx,
    fresh.flatMap(({ person }) => person.groups),
  );
  const people = fresh.map(({ person }) => toNewPerson(person, groups, options));
  const ids = await createPeople(tx, people);
  fresh.forEach((line, at) => {
    const person = people[at];
    // Somebody else made one of this e-mail between the two statements.
    if (!person || !ids.has(line.person.email)) decisions.set(line, decide("unchanged", { text: "exists" }));
    else decisions.set(line, decideCreated(person.status, groupsOf(line.person, groups), seen));
  });
  return batch.map((line) => {
    const decision = decisions.get(line);
    if (!decision) throw new Error("A line of the import was not decided.");
    return { line: line.line, what: line.email, ...decision };
  });
}

function decideRefused({ refusal }: PersonLine): Decision {
  return decide("skipped", { text: `${refusal?.field}: ${refusal?.why}` });
}

/** A line whose mailbox an earlier one had. */
function decideRepeated({ line, person }: KnownLine, seen: Seen): Decision | undefined {
  const earlier = seen.people.get(person.email);
  if (!earlier) {
    seen.people.set(person.email, { line, enabled: person.enabled });
    return undefined;
  }
  if (earlier.enabled === person.enabled) {
    return decide("unchanged", {
      text: `exists: line ${earlier.line} has the same mailbox`,
      kind: "several lines with the same mailbox",
    });
  }
  const word = person.enabled ? "enabled" : "disabled";
  return decide("skipped", {
    text: `email: line ${earlier.line} has the same mailbox, and this account is ${word}`,
    kind: "email: two accounts share a mailbox, and one of them is disabled",
  });
}

async function readStatuses(tx: TenantTx, lines: readonly KnownLine[]): Promise<ReadonlyMap<string, UserStatus>> {
  if (lines.length === 0) return new Map();
  const rows = await tx
    .select({ email: users.email, status: users.status })
    .from(users)
    .where(
      and(
        eq(users.tenantId, tx.tenantId),
        ne(users.status, "deleting"),
        sql`${users.email} = any(${sql.param(lines.map(({ person }) => person.email))}::text[])`,
      ),
    );
  return new Map(rows.map(({ email, status }) => [email, status]));
}

/** Where the file and the directory disagree, an administrator decides, not an import. */
function decideExisting(status: UserStatus, { enabled }: PersonRecord): Decision {
  const differs = (status === "inactive") !== !enabled;
  const text = differs ? `exists; it is ${status} here and ${enabled ? "enabled" : "disabled"} in the file` : "exists";
  return decide("unchanged", { text });
}

function decideCreated(status: LivingStatus, groups: readonly FoundGroup[], seen: Seen): Decision {
  const made = groups.filter(({ isNew, name }) => isNew && !seen.newGroups.has(groupKey(name)));
  for (const { name } of made) seen.newGroups.add(groupKey(name));
  const note = (text: string, kind: string): Note => ({ text, kind });
  return decide(
    "created",
    { text: status },
    ...made.map(({ name }) => note(`new group ${name}`, "with a new group")),
    ...groups
      .filter(({ carriesRoles }) => carriesRoles)
      .map(({ name }) => note(`has the roles of group ${name}`, "WARNING: has the roles of a group")),
  );
}

function toNewPerson(
  { email, firstName, lastName, enabled, groups: names }: PersonRecord,
  groups: ReadonlyMap<string, FoundGroup>,
  { activate }: ImportPeople,
): NewPerson {
  const status = enabled ? (activate ? "active" : "pending") : "inactive";
  const groupIds = groupsOf({ groups: names }, groups).map(({ id }) => id);
  return { email, firstName, lastName, status, hasAccepted: activate, groupIds };
}

function groupsOf({ groups: names }: Pick<PersonRecord, "groups">, groups: ReadonlyMap<string, FoundGroup>) {
  const keys = new Set(names.map(groupKey));
  return [...keys].flatMap((key) => groups.get(key) ?? []);
}
