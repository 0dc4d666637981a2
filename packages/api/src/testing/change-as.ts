import { withTenant } from "@portcullis/db/tenant";
import { changeSet, type SetChange, type SetForm, type SetResult } from "../kernel/change-set.ts";
import type { UseCaseMeta } from "../kernel/use-case.ts";
import type { Fixture } from "./fixture.ts";
import type { TestPerson } from "./person.ts";

/**
 * Changes a set as whoever it is, the way a bulk operation of theirs does: without a session of theirs.
 * @param meta of the single use-case
 * @returns what became of each, in the order of the ids
 * @throws {DomainError} what forbids it for all of them
 */
export async function changeAs<Input, Row>(
  { db, tenantId }: Pick<Fixture, "db" | "tenantId">,
  who: TestPerson,
  act: { readonly form: SetForm<Input, Row>; readonly meta: UseCaseMeta; readonly bulkId?: string },
  change: SetChange<Input>,
): Promise<readonly SetResult[]> {
  const { form, meta, bulkId } = act;
  const principal = await who.parts().authenticate();
  if (!principal) throw new Error("Their session has ended.");
  const { userId, from, isConfirmed } = principal;
  const caller = {
    principal: { tenantId, userId, from, isConfirmed, sessionId: null },
    meta,
    ...(bulkId && { bulkId }),
  };
  const results = await withTenant(db, tenantId, (tx) => changeSet(form, tx, caller, change));
  return change.ids.map((id) => {
    const result = results.get(id);
    if (!result) throw new Error("A member has no result.");
    return result;
  });
}

/** The outcome of each, or the reason of its refusal. */
export const outcomesOf = (results: readonly SetResult[]): readonly string[] =>
  results.map((result) => (result.outcome === "refused" ? result.why.reason : result.outcome));
