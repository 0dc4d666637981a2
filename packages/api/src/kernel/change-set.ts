import { allSent, type Sent, type TenantTx } from "@portcullis/db/tenant";
import { type DomainError, notFound } from "@portcullis/domain/errors";
import type { Actor, Caller, Target } from "./locks.ts";

/** Members of one transaction at most: more are changed in several, so that none holds its locks for long. */
export const membersAtOnce = 250;

/** What a change left behind of one member. */
export interface Changed {
  /** What `versionOf` answers from now on: an undo changes only what is still so. */
  readonly version: string;
  /** The part of the input that would bring back what was before, where the inverse verb needs one. */
  readonly before?: Readonly<Record<string, unknown>>;
  /** The cascade that carries it through. */
  readonly cascadeId?: string;
  /** How many sessions it ended, where that is all it does. */
  readonly sessionsEnded?: number;
}

/**
 * A change as the set of its members sees it: one is a set of one. It is what every entry point runs, alone or in bulk, so the same
 * rules hold and the same entries are left.
 */
export interface SetForm<Input, Row, Held = unknown> {
  /** What NOT_FOUND calls a member. */
  readonly noun: "user" | "device";
  /**
   * The actor and the members as they are now, by id; who is unknown, foreign or deleting is left out. `lock` locks them in the
   * order of their ids first, `look` reads only. `held` is what else was locked and read for `write` alone.
   * @throws {DomainError} UNAUTHORIZED, FORBIDDEN `permission_missing`, and what forbids the change for all of them alike
   */
  read(
    tx: TenantTx,
    caller: Caller,
    ids: readonly string[],
    input: Input,
    mode: "lock" | "look",
  ): Promise<{ readonly actor: Actor; readonly rows: ReadonlyMap<string, Row>; readonly held?: Held }>;
  /** The rules for one member. An error is its refusal. */
  decide(actor: Actor, row: Row, input: Input): "change" | "unchanged" | DomainError;
  /** What must be as it was in a preview, or as this change left it. */
  versionOf(row: Row): string;
  /** Writes for those whom the rules allow, with as few statements as for one; an error refuses that member, and has written nothing of it. */
  write(
    tx: TenantTx,
    caller: Caller,
    actor: Actor,
    changes: readonly { readonly id: string; readonly row: Row; readonly input: Input }[],
    held?: Held,
  ): Promise<ReadonlyMap<string, Changed | DomainError>>;
}

/** The users of a set who are there, by id, each with what its form looks at. */
export const rowsOf = <Row>(
  targets: readonly (Target | undefined)[],
  rowOf: (target: Target) => Row,
): ReadonlyMap<string, Row> =>
  new Map(targets.flatMap((target): [string, Row][] => (target ? [[target.id, rowOf(target)]] : [])));

/** The notifications about these users: of several, whoever waits for a single one goes first. */
export function noticesOf(userIds: readonly string[], what: { readonly sessions?: true } = {}) {
  const isOfMany = userIds.length > 1 && ({ isOfMany: true } as const);
  const common = { ...what, ...isOfMany };
  return userIds.map((userId) => Object.assign({ userId }, common));
}

/** What became of one member of a change. */
export type SetResult =
  | ({ readonly outcome: "changed" } & Changed)
  /** It was so already; nothing is written. */
  | { readonly outcome: "unchanged" }
  | { readonly outcome: "refused"; readonly why: DomainError }
  | { readonly outcome: "left_alone"; readonly reason: "changed_since" };

export interface SetChange<Input> {
  /** At most `membersAtOnce`; one that is named twice is changed once. */
  readonly ids: readonly string[];
  readonly input: Input;
  /** What differs from `input` for single members. */
  readonly inputOf?: ReadonlyMap<string, Partial<Input>>;
  /** The version that a member must still have; others are left alone. */
  readonly versions?: ReadonlyMap<string, string>;
  /** Called once `write` has begun: where that has sent all of its statements, what is asked now comes after them in the same round trip. */
  readonly onWriting?: () => void;
}

/**
 * Changes a set: locks, asks the rules for each member, and writes for those that they allow, together or not at all.
 * @returns what became of each, by id
 * @throws {DomainError} what forbids it for all of them
 */
export async function changeSet<Input, Row>(
  form: SetForm<Input, Row>,
  tx: TenantTx,
  caller: Caller,
  change: SetChange<Input>,
): Promise<ReadonlyMap<string, SetResult>> {
  const ids = [...new Set(change.ids)];
  if (ids.length > membersAtOnce) throw new Error(`${ids.length} members in one change, and ${membersAtOnce} at most.`);
  const { actor, rows, held } = await form.read(tx, caller, ids, change.input, "lock");
  const results = new Map<string, SetResult>();
  const allowed: { id: string; row: Row; input: Input }[] = [];
  for (const id of ids) {
    const decided = decideOne(form, actor, rows.get(id), id, change);
    if ("outcome" in decided) results.set(id, decided);
    else allowed.push({ id, ...decided });
  }
  const writing = allowed.length > 0 ? form.write(tx, caller, actor, allowed, held) : undefined;
  if (writing) change.onWriting?.();
  const written = (await writing) ?? new Map<string, Changed>();
  for (const [id, made] of written) {
    results.set(id, made instanceof Error ? { outcome: "refused", why: made } : { outcome: "changed", ...made });
  }
  return results;
}

function decideOne<Input, Row>(
  form: SetForm<Input, Row>,
  actor: Actor,
  row: Row | undefined,
  id: string,
  { input, inputOf, versions }: SetChange<Input>,
): Exclude<SetResult, { outcome: "changed" }> | { readonly row: Row; readonly input: Input } {
  if (row === undefined) return { outcome: "refused", why: notFound(form.noun) };
  const version = versions?.get(id);
  if (version !== undefined && version !== form.versionOf(row))
    return { outcome: "left_alone", reason: "changed_since" };
  const own = { ...input, ...inputOf?.get(id) };
  const decided = form.decide(actor, row, own);
  if (decided === "change") return { row, input: own };
  return decided === "unchanged" ? { outcome: "unchanged" } : { outcome: "refused", why: decided };
}

/** The same for one member. Undefined where nothing changed. @throws {DomainError} why it was refused, too */
export async function changeOne<Input, Row>(
  form: SetForm<Input, Row>,
  tx: TenantTx,
  caller: Caller,
  id: string,
  input: Input,
  onWriting?: () => void,
): Promise<Changed | undefined> {
  const result = (await changeSet(form, tx, caller, { ids: [id], input, ...(onWriting && { onWriting }) })).get(id);
  if (result?.outcome === "refused") throw result.why;
  return result?.outcome === "changed" ? result : undefined;
}

/**
 * The same by a form that decides everything before it sends all of its statements at once, and then by one statement what `read` asks:
 * in the same round trip, with COMMIT behind it.
 */
export async function changeOneAndRead<Input, Row, Read>(
  form: SetForm<Input, Row>,
  tx: TenantTx,
  caller: Caller,
  { id, input, read }: { readonly id: string; readonly input: Input; readonly read: () => Promise<Read> },
): Promise<Sent<Read>> {
  const begun = Promise.withResolvers<void>();
  let reading: Promise<Read> | undefined;
  const changing = changeOne(form, tx, caller, id, input, () => {
    reading = read();
    begun.resolve();
  });
  // Where nothing changes, nothing is written.
  await Promise.race([changing, begun.promise]);
  return allSent(Promise.all([changing, reading ?? read()]).then(([, answer]) => answer));
}

/** What a member would meet now, and the version of it that this holds for. */
export interface Expected {
  readonly id: string;
  readonly expected: "changed" | "unchanged" | "refused";
  readonly why?: DomainError;
  /** Undefined for who is unknown, foreign or deleting. */
  readonly version?: string;
}

/** What `changeSet` would do now, by the same rules, without locking or writing anything; of any number. */
export async function previewSet<Input, Row>(
  form: SetForm<Input, Row>,
  tx: TenantTx,
  caller: Caller,
  { ids, input, inputOf }: Pick<SetChange<Input>, "ids" | "input" | "inputOf">,
): Promise<{ readonly expected: readonly Expected[]; readonly rows: ReadonlyMap<string, Row> }> {
  const { actor, rows } = await form.read(tx, caller, ids, input, "look");
  const expected = ids.map((id): Expected => {
    const row = rows.get(id);
    if (row === undefined) return { id, expected: "refused", why: notFound(form.noun) };
    const version = form.versionOf(row);
    const decided = form.decide(actor, row, { ...input, ...inputOf?.get(id) });
    if (decided === "change") return { id, expected: "changed", version };
    return decided === "unchanged"
      ? { id, expected: "unchanged", version }
      : { id, expected: "refused", why: decided, version };
  });
  return { expected, rows };
}
