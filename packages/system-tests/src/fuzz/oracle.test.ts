import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { testDatabase } from "@portcullis/testing/test-database";
import * as fc from "fast-check";
import postgres from "postgres";
import { describe, expect, it } from "vitest";
import { Broken, check } from "./check.ts";
import type { ApiCall } from "./make/api-call.ts";
import { apiOracle } from "./oracle/api-oracle.ts";
import { changedTables, fingerprints } from "./oracle/fingerprint.ts";
import { logFaults } from "./oracle/leaks.ts";
import { rawRequestOracle } from "./oracle/raw-request-oracle.ts";
import { type Answer, ask } from "./test-bed/ask.ts";

const call: ApiCall = {
  path: "user.get",
  caller: "owner",
  method: "GET",
  text: "{}",
  companions: undefined,
  address: "198.18.0.1",
};
const hash = "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8";
const corpus = { secrets: new Set([hash]), origin: "http://localhost:3000" };
const refused = { statuses: [400], isInput: true, mayBeCutOff: false };

const data = {
  code: "BAD_REQUEST",
  httpStatus: 400,
  reason: "input_invalid",
  field: "id",
  requestId: "018f3c1e-7b2a-7c3d-8e4f-5a6b7c8d9e0f",
};
const error = { message: "Not a valid id.", code: -32600, data };

/** A sound refusal, but for what is planted in it. */
function seededBug(
  more: { error?: object; data?: object; status?: number; type?: string; text?: string } = {},
): Answer {
  const body = { error: { ...error, ...more.error, data: { ...data, ...more.data } } };
  return {
    status: more.status ?? 400,
    headers: { "content-type": more.type ?? "application/json" },
    text: more.text ?? JSON.stringify(body),
  };
}

describe("an answer of the API", () => {
  it("that keeps its promises is let pass", () => {
    expect(apiOracle(call, refused, seededBug(), corpus)).toEqual([]);
    const done = seededBug({ status: 200, text: '{"result":{"data":{}}}' });
    expect(apiOracle(call, { ...refused, statuses: [200] }, done, corpus)).toEqual([]);
  });

  it.each<[fault: string, answer: Answer]>([
    ["The status is 500.", seededBug({ status: 500 })],
    ["It is answered with 200, not with 400.", seededBug({ status: 200, text: '{"result":{"data":{}}}' })],
    ["It is text/html, not JSON.", seededBug({ type: "text/html" })],
    [
      "The status is 400, the body says 404.",
      seededBug({ error: { code: -32004 }, data: { code: "NOT_FOUND", httpStatus: 404 } }),
    ],
    ["It does not say which field is wrong.", seededBug({ data: { field: undefined } })],
    ["The form is not the documented one", seededBug({ data: { reason: "made_up" } })],
    ["The form is not the documented one", seededBug({ data: { stack: "x" } })],
    ["The form is not the documented one", seededBug({ data: { code: "INTERNAL_SERVER_ERROR" } })],
    ["The form is not the documented one", seededBug({ text: "<html>" })],
    ['a statement: select "', seededBug({ error: { message: 'select "id" from "users"' } })],
    ["a failed query", seededBug({ error: { message: "Failed query: params: ada@acme.test" } })],
    ["PostgreSQL's words", seededBug({ error: { message: "invalid input syntax for type uuid" } })],
    ["a line of a stack", seededBug({ error: { message: "x\n    at open (file:///srv/console/dist/server.js:1:2)" } })],
    ["a password's hash", seededBug({ error: { message: "$argon2id$v=19$m=19456" } })],
    [`a stored secret: ${hash}`, seededBug({ error: { message: `token ${hash}` } })],
  ])("is objected to: %s", (fault, answer) => {
    expect(apiOracle(call, refused, answer, corpus).join("\n")).toContain(fault);
  });
});

describe("an answer of another door", () => {
  const sound = { "x-content-type-options": "nosniff", "content-security-policy": "x", "x-request-id": "x" };
  const oracle = (answer: Partial<Answer>) =>
    rawRequestOracle({ target: "/users" }, { status: 200, text: "", headers: sound, ...answer }, corpus).join("\n");

  it("that keeps its promises is let pass", () => expect(oracle({})).toBe(""));

  it.each<[fault: string, answer: Partial<Answer>]>([
    ["The status is 502.", { status: 502 }],
    ["It leads away", { headers: { ...sound, location: "//evil.example/" } }],
    ["It opens a session.", { headers: { ...sound, "set-cookie": ["portcullis.session=x; Path=/"] } }],
    ["It lacks content-security-policy.", { headers: { "x-request-id": "x" } }],
    ["a place on the disk", { text: "Cannot find module 'node_modules/x'" }],
  ])("is objected to: %s", (fault, answer) => expect(oracle(answer)).toContain(fault));
});

it("sees one changed row in one table, and not what reading moves", async () => {
  await using database = await testDatabase();
  await using prints = await fingerprints(database);
  const sql = postgres(database.ownerUrl, { max: 1 });
  try {
    await sql`insert into tenants (id, slug, name) values ('018f3c1e-7b2a-7c3d-8e4f-5a6b7c8d9e0f', 'acme', 'Acme')`;
    const before = await prints.take();
    expect(changedTables(before, await prints.take())).toEqual([]);
    await sql`insert into sign_in_throttle values ('address', 'x', 1, now())`;
    expect(changedTables(before, await prints.take())).toEqual([]);
    await sql`update tenants set name = 'Acme!'`;
    expect(changedTables(before, await prints.take())).toEqual(["tenants"]);
    expect(changedTables(await prints.take("globex"), await prints.take("globex"))).toEqual([]);
  } finally {
    await sql.end();
  }
});

it("hears of errors, warnings and stray lines in a log, and of nothing else", () => {
  const said = '{"level":30,"msg":"ready"}\n{"level":50}\nunhandledRejection\n';
  expect(logFaults({ said: () => said }, 0)).toEqual(['{"level":50}', "unhandledRejection"]);
});

it("finds the smallest thing that breaks a server, and says how to find it again", async () => {
  const server = createServer((request, response) => {
    response.statusCode = decodeURIComponent(request.url ?? "").includes("\0") ? 500 : 200;
    response.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const attempt = async (text: string) => {
    const answer = await ask(port, { path: `/${encodeURIComponent(text)}` });
    if (answer.status === 500) throw new Broken(["The status is 500."], answer);
  };
  const made = fc.oneof(fc.string({ maxLength: 9 }), fc.constantFrom("a\0b", "fine"));
  const finding = check({ made, runs: 1_000, seed: 7, attempt });
  await expect(finding).rejects.toThrow(/The status is 500\.[^]*Tried: "[^]*\\u0000[^]*FUZZ_SEED=7/);
  await expect(check({ made: fc.constant("fine"), runs: 5, seed: 7, attempt })).resolves.toBeUndefined();
  server.closeAllConnections();
  server.close();
});
