import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callByPath } from "../testing/call-by-path.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { samplesWith } from "../testing/sample-inputs.ts";
import { sampleRows, withoutConditions } from "../testing/sample-rows.ts";
import { randomIds } from "../testing/samples.ts";
import { procedures } from "./list-procedures.ts";

/** Of a list its first page, whatever is on it. */
function inputOf(sample: Readonly<Record<string, unknown>> | undefined): object | undefined {
  if (sample === undefined) return undefined;
  if (!("cursor" in sample)) return withoutConditions(sample);
  return "id" in sample ? { id: sample["id"] } : {};
}

const queries = procedures.filter(({ type }) => type === "query");

describe("what a query answers", () => {
  let fixture: Fixture;
  let samples = samplesWith(randomIds());
  beforeAll(async () => {
    fixture = await openFixture();
    samples = samplesWith(await sampleRows(fixture));
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  /** The page that prefetches it in process and the browser that fetches it hold the same. */
  it.each(queries)("is the same in process and as JSON: $path", async ({ path }) => {
    const answer = await callByPath(fixture.owner.call, path, inputOf(samples[path]));
    expect(answer).toBeDefined();
    expect(JSON.parse(JSON.stringify(answer))).toStrictEqual(answer);
  });
});
