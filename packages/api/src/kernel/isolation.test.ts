import { describe, expect, it } from "vitest";
import { callByPath } from "../testing/call-by-path.ts";
import { openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";
import { samplesWith } from "../testing/sample-inputs.ts";
import { sampleRows, withoutConditions } from "../testing/sample-rows.ts";
import { randomIds, type SampleIds } from "../testing/samples.ts";
import { tenantDigest } from "../testing/tenant-digest.ts";
import { type ProcedureInfo, procedures } from "./list-procedures.ts";

const isIdField = (field: string) => /^(id|.+Ids?)$/.test(field) && field !== "hardwareId";

/**
 * Every way to hand an id to a procedure: the whole sample; of what takes several ids each one beside our own; of a list
 * or a count each one alone.
 */
function inputsNaming({ path }: ProcedureInfo, theirs: SampleIds, ours: SampleIds): Record<string, unknown>[] {
  const foreign = withoutConditions(samplesWith(theirs)[path] ?? {});
  const own = withoutConditions(samplesWith(ours)[path] ?? {});
  const fields = Object.keys(foreign).filter(isIdField);
  if ("limit" in foreign || "upTo" in foreign)
    return fields.filter((field) => field !== "id").map((field) => ({ [field]: foreign[field] }));
  if (fields.length < 2) return fields.length === 0 ? [] : [foreign];
  return [foreign, ...fields.map((field) => Object.assign({}, own, { [field]: foreign[field] }))];
}

/** People's procedures that take an id. */
const taking = procedures.filter(
  ({ path, access }) =>
    !("anybody" in access || "gateway" in access || "device" in access) &&
    Object.keys(samplesWith(randomIds())[path] ?? {}).some(isIdField),
);

const none = { count: 0, exact: true };

describe("another tenant", { timeout: 60_000 }, () => {
  it("looks exactly like ids that do not exist, in every procedure, and is left as it was", async () => {
    await using fixture = await openFixture();
    const other = await fixture.aTenant();
    const foreign = await sampleRows(fixture, { tenant: other });
    const ours = await sampleRows(fixture);
    const before = await tenantDigest(fixture, other.tenantId);
    const ask = (path: string, input: unknown) => callByPath(fixture.owner.call, path, input);

    expect(taking.length).toBeGreaterThan(50);
    for (const procedure of taking) {
      const { path } = procedure;
      const random = inputsNaming(procedure, randomIds(), ours);
      for (const [n, input] of inputsNaming(procedure, foreign, ours).entries()) {
        if (Object.keys(input).length === 1 && !("id" in input) && procedure.type === "query") {
          const answer = await ask(path, input).catch((error: unknown) => error);
          if (!(answer instanceof Error)) {
            expect([path, input, answer]).toEqual([path, input, await ask(path, random[n])]);
            expect(answer).toMatchObject(path.endsWith(".count") ? none : { items: [], nextCursor: null });
            continue;
          }
        }
        const refusal = await refusalOf(ask(path, input));
        expect([path, input, refusal]).toEqual([path, input, await refusalOf(ask(path, random[n]))]);
        expect([path, refusal]).toMatchObject([path, { code: "NOT_FOUND", reason: "not_found", httpStatus: 404 }]);
      }
    }
    expect(await tenantDigest(fixture, other.tenantId)).toEqual(before);
  });

  it("is in no list, search or count", async () => {
    await using fixture = await openFixture();
    const other = await fixture.aTenant();
    const theirs = await other.aUser({ firstName: "Zaphod", email: "zaphod@shared.test" });
    await other.aDevice(theirs.id, { name: "heart-of-gold" });
    const { call } = fixture.owner;
    for (const search of ["Zaphod", "zaphod@", "shared"]) {
      expect(await call.user.list({ search })).toMatchObject({ items: [] });
      expect(await call.user.count({ search })).toEqual(none);
    }
    expect(await call.device.list({ search: "heart-of" })).toMatchObject({ items: [] });
    expect(await call.device.count({ search: "heart-of" })).toEqual(none);
    const ours = await fixture.aUser({ email: "zaphod@shared.test" });
    expect((await call.user.list({ search: "zaphod@" })).items.map((user) => user.id)).toEqual([ours.id]);
  });

  it("cannot use a cursor, nor can another list or sort", async () => {
    await using fixture = await openFixture();
    const other = await fixture.aTenant();
    const { nextCursor } = await fixture.owner.call.user.list({ limit: 1 });
    const cursor = nextCursor ?? "";
    const bad = { code: "BAD_REQUEST", reason: "cursor_invalid" };
    expect(await refusalOf(other.owner.call.user.list({ limit: 1, cursor }))).toMatchObject(bad);
    expect(await refusalOf(fixture.owner.call.user.list({ limit: 1, cursor, sort: "email" }))).toMatchObject(bad);
    expect(await refusalOf(fixture.owner.call.user.list({ limit: 1, cursor, search: "ada" }))).toMatchObject(bad);
    expect(await refusalOf(fixture.owner.call.device.list({ limit: 1, cursor }))).toMatchObject(bad);
    expect(await refusalOf(fixture.owner.call.user.list({ cursor: `${cursor.slice(0, -2)}AA` }))).toMatchObject(bad);
    for (const altered of [
      `${cursor}=`,
      `${cursor}!`,
      ` ${cursor}`,
      cursor.slice(1),
      `${cursor}A`,
      cursor.slice(0, -1),
    ]) {
      expect(await refusalOf(fixture.owner.call.user.list({ limit: 1, cursor: altered }))).toMatchObject(bad);
    }
    expect((await fixture.owner.call.user.list({ limit: 1, cursor })).items).toHaveLength(1);
  });
});
