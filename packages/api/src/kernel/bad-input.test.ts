import { timestamp } from "@portcullis/domain/timestamp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TokenHolder } from "../testing/agent.ts";
import { callByPath } from "../testing/call-by-path.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";
import { sampleInputs } from "../testing/sample-inputs.ts";
import { accessOf } from "./list-procedures.ts";

const malformedIds = ["x", "", null, "../../etc/passwd", "' or true --", "0".repeat(36), `${crypto.randomUUID()}\n`];
const brokenTexts = ["a\0b", "\0", "\ud800", "a\udc00b", "\u001b[31m", "\u202Egnp.exe", "x".repeat(10_001)];
const noTexts = [42, true, {}, [], ["x"], Number.NaN];
const sizes = [0, -1, 101, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e21, "10", null, [10]];
/** Null means that it is inherited. */
const limits = [-1, 10_001, ...sizes.slice(3).filter((size) => size !== null)];
const noTimestamps = [
  "2020-01-01",
  "2020-02-30T00:00:00Z",
  "2020-01-01T24:30:00Z",
  "2020-01-01T00:00:00",
  "0001-01-01T00:00:00+00:01",
  "9999-12-31T23:59:59-00:01",
  "+275760-09-13T00:00:00.000Z",
  "now",
  "infinity",
  "",
  0,
  null,
  {},
  [],
];
const noArrays = ["active", {}, ["nonsense"], ["active\0"], [null], Array(1000).fill("active"), [["active"]]];

/** What is wrong for a field that holds this. */
function wrongFor(field: string, good: unknown): readonly unknown[] {
  if (/^(id|.+Id)$/.test(field) && field !== "hardwareId") return [...malformedIds, ...brokenTexts, ...noTexts];
  if (timestamp.safeParse(good).success) return noTimestamps;
  if (field === "maxDevices") return limits;
  if (field === "brakeLimit") return sizes.filter((size) => size !== 101 && size !== null);
  if (field === "peerCount") return sizes.filter((size) => size !== 0 && size !== 101);
  if (["maxAgeMinutes", "typed", "leftOut", "upTo"].includes(field)) return sizes.filter((size) => size !== 101);
  // Nothing could be told.
  if (field === "checks") return [...brokenTexts, ...noTexts.slice(0, 2), ...noTexts.slice(3)];
  if (typeof good === "number") return sizes;
  if (typeof good === "boolean") return ["true", "", 0, 1, null, {}, [true]];
  if (Array.isArray(good)) return noArrays;
  return [...brokenTexts, ...noTexts];
}

describe("every procedure", () => {
  let fixture: Fixture;
  let agent: TokenHolder;
  let reporter: TokenHolder;
  beforeAll(async () => {
    fixture = await openFixture();
    agent = await fixture.aGateway();
    reporter = await fixture.aReporter((await fixture.aDevice(fixture.owner.id)).id);
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  function callerOf(path: string) {
    const access = accessOf(path);
    if ("gateway" in access) return agent.call;
    return "device" in access ? reporter.call : fixture.owner.call;
  }
  const ask = (path: string, input: unknown) => refusalOf(callByPath(callerOf(path), path, input));
  const taking = Object.entries(sampleInputs).flatMap(([path, input]) => (input ? [{ path, input }] : []));

  it.each(taking)("names the field that is wrong: $path", async ({ path, input }) => {
    for (const [field, good] of Object.entries(input)) {
      for (const bad of wrongFor(field, good)) {
        const refusal = await ask(path, { ...input, [field]: bad });
        expect([path, field, bad, refusal]).toMatchObject([
          path,
          field,
          bad,
          { code: "BAD_REQUEST", httpStatus: 400, reason: expect.stringMatching(/^(input|cursor)_invalid$/) as string },
        ]);
        expect([field, refusal.field?.split(".")[0]]).toEqual([field, field]);
      }
    }
    expect(fixture.logged).toEqual([]);
  });

  it.each(taking)("takes no field that it does not know: $path", async ({ path, input }) => {
    for (const field of ["admin", "tenantId", "isOwner", "constructor", "", "x".repeat(5000)]) {
      const refusal = await ask(path, { ...input, [field]: true });
      expect([path, refusal]).toMatchObject([path, { code: "BAD_REQUEST", reason: "input_invalid" }]);
      expect(refusal.field ?? "").toBe(field.slice(0, 100));
    }
  });

  it.each(taking)("takes nothing but an object: $path", async ({ path, input }) => {
    for (const bad of [null, 1, "x", true, [], [input], JSON.stringify(input)]) {
      expect([bad, await ask(path, bad)]).toMatchObject([bad, { code: "BAD_REQUEST", reason: "input_invalid" }]);
    }
  });

  it("has changed nothing by all that, and has nothing to tell the log", async () => {
    expect((await fixture.owner.call.audit.list({})).items).toEqual([]);
    expect(fixture.logged).toEqual([]);
  });
});
