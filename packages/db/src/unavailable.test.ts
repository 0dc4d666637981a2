import postgres from "postgres";
import { expect, it } from "vitest";
import { isDatabaseBusy, isDatabaseUnavailable, sqlStateOf } from "./unavailable.ts";

const coded = (code: unknown, cause?: unknown) => Object.assign(new Error("failed", { cause }), { code });
const wrapped = (error: unknown) =>
  new Error("Failed query: select 1", { cause: new Error("again", { cause: error }) });

it.each([
  ["ECONNREFUSED", "unavailable"],
  ["ECONNRESET", "unavailable"],
  ["EPIPE", "unavailable"],
  ["ENOTFOUND", "unavailable"],
  ["CONNECT_TIMEOUT", "unavailable"],
  ["CONNECTION_CLOSED", "unavailable"],
  ["CONNECTION_ENDED", "unavailable"],
  ["CONNECTION_DESTROYED", "unavailable"],
  ["57P01", "unavailable"],
  ["57P02", "unavailable"],
  ["57P03", "unavailable"],
  ["53100", "unavailable"],
  ["53300", "unavailable"],
  ["08000", "unavailable"],
  ["08006", "unavailable"],
  ["08P01", "unavailable"],
  ["55P03", "busy"],
  ["57014", "busy"],
  ["23505", "neither"],
  ["42P01", "neither"],
  ["40P01", "busy"],
  ["40001", "busy"],
  ["0800", "neither"],
  ["108000", "neither"],
  ["", "neither"],
  [8000, "neither"],
])("takes the code %s for %s, also beneath the query builder's own error", (code, verdict) => {
  for (const error of [coded(code), wrapped(coded(code)), coded("OTHER", coded(code))]) {
    expect([isDatabaseUnavailable(error), isDatabaseBusy(error)]).toEqual([
      verdict === "unavailable",
      verdict === "busy",
    ]);
  }
});

it.each([undefined, null, "ECONNREFUSED", 57, {}, { code: "ECONNREFUSED" }, new Error("ECONNREFUSED")])(
  "takes %j for no word of the database",
  (thrown) => expect([isDatabaseUnavailable(thrown), isDatabaseBusy(thrown)]).toEqual([false, false]),
);

it.each([
  [coded("23505"), "23505"],
  [wrapped(coded("40P01")), "40P01"],
  [coded("CONNECTION_CLOSED"), undefined],
  [new Error("23505"), undefined],
  ["23505", undefined],
])("reads the SQLSTATE of %o", (error, state) => expect(sqlStateOf(error)).toBe(state));

it("comes to an end where errors cause each other", () => {
  const error = new Error("ouroboros");
  error.cause = error;
  expect(isDatabaseUnavailable(error)).toBe(false);
});

it("knows what the driver says where nobody listens", async () => {
  const sql = postgres("postgres://nobody@127.0.0.1:1/none", { max: 1 });
  const failure: unknown = await sql`select 1`.catch((error: unknown) => error);
  await sql.end();
  expect(isDatabaseUnavailable(failure)).toBe(true);
});
