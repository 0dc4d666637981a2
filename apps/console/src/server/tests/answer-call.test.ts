import { procedures } from "@portcullis/api/kernel/list-procedures";
import { samplesWith } from "@portcullis/api/testing/sample-inputs";
import { randomIds } from "@portcullis/api/testing/samples";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, testConsole } from "../testing/test-console.ts";

const pathsOf = (kind: string) => procedures.filter(({ type }) => type === kind).map(({ path }) => path);
const inputOf = (input: unknown) => `input=${encodeURIComponent(JSON.stringify(input))}`;

/** What differs from one request to the next, and how the body is sent. */
const ownHeaders = new Set(["x-request-id", "date", "content-length", "transfer-encoding", "content-security-policy"]);
const ownValues = /"(?:requestId|challenge)":"[^"]*"/g;
const timestamp = /"\d{4}-\d\d-\d\dT[^"]*Z"/g;

function seen({ status, headers, text }: Answer) {
  const kept = Object.entries(headers).filter(([name]) => !ownHeaders.has(name));
  return { status, headers: Object.fromEntries(kept), text: text.replaceAll(ownValues, "").replaceAll(timestamp, "") };
}

describe("a call that is alone is answered as tRPC's adapter answers it", () => {
  let running: Awaited<ReturnType<typeof testConsole>>;
  let cookie: string;
  beforeAll(async () => {
    running = await testConsole();
    ({ cookie } = await running.aSignedIn());
  });
  afterAll(() => running[Symbol.asyncDispose]());

  /** Once directly, and once by the adapter, which reads this header. */
  async function bothWays(path: string, headers: Readonly<Record<string, string>>, body?: string) {
    const sent =
      body === undefined
        ? {}
        : { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) };
    const ask = (more: object) =>
      running.ask(`/api/trpc/${path}`, {
        ...(body !== undefined && { method: "POST", body }),
        headers: { ...headers, ...sent, ...more },
      });
    const [direct, byAdapter] = [await ask({}), await ask({ "trpc-accept": "application/json" })];
    expect(direct.headers["content-length"]).toBe(String(Buffer.byteLength(direct.text)));
    expect(byAdapter.headers["content-length"]).toBeUndefined();
    return [seen(direct), seen(byAdapter)];
  }

  it.each(pathsOf("mutation"))("%s", async (path) => {
    const wanted = JSON.stringify(samplesWith(randomIds())[path] ?? null);
    const [nobody, nobodyByAdapter] = await bothWays(path, {}, wanted);
    expect(nobody).toEqual(nobodyByAdapter);
    const [refused, refusedByAdapter] = await bothWays(path, { cookie }, `{"unknown":1}`);
    expect(refused).toEqual(refusedByAdapter);
  });

  it.each([
    ["what changes nothing", "account.update", `{"firstName":"Olga"}`],
    ["somebody unknown", "user.deactivate", JSON.stringify({ id: crypto.randomUUID() })],
    ["a body that is no JSON", "user.deactivate", `{"id":`],
    ["a body with a byte order mark", "account.update", `\u{feff}{"firstName":"Olga"}`],
    ["null", "user.deactivate", "null"],
  ])("a mutation of %s", async (_what, path, body) => {
    const [direct, byAdapter] = await bothWays(path, { cookie }, body);
    expect(direct).toEqual(byAdapter);
  });

  it("a mutation that is refused and noted", async () => {
    const reader = await running.aSignedIn();
    const body = JSON.stringify({ id: reader.userId });
    const [direct, byAdapter] = await bothWays("user.deactivate", { cookie: reader.cookie }, body);
    expect(direct).toEqual(byAdapter);
    expect(direct?.text).toContain("_protected");
  });

  it("user.get, of whom there is, of another tenant's and by who may not", async () => {
    const [reader, other] = [await running.aSignedIn(), await running.aSignedIn()];
    const get = (id: string, headers: Readonly<Record<string, string>>) =>
      bothWays(`user.get?${inputOf({ id })}`, headers);
    const statuses: unknown[] = [];
    const expectSame = async (id: string, headers: Readonly<Record<string, string>>) => {
      const [direct, byAdapter] = await get(id, headers);
      expect(direct).toEqual(byAdapter);
      statuses.push(direct?.status);
      return direct?.text;
    };
    expect(await expectSame(reader.userId, { cookie: reader.cookie })).toContain(reader.email);
    await expectSame(other.userId, { cookie: reader.cookie });
    await expectSame(reader.userId.toUpperCase(), { cookie: reader.cookie });
    await reader.deactivate();
    await expectSame(reader.userId, { cookie: reader.cookie });
    await expectSame(other.userId, { cookie: reader.cookie });
    expect(statuses).toEqual([200, 404, 200, 401, 401]);
  });

  it.each(pathsOf("query"))("%s", async (path) => {
    const asked = `${path}?${inputOf(samplesWith(randomIds())[path] ?? null)}`;
    const [direct, byAdapter] = await bothWays(asked, { cookie });
    expect(direct).toEqual(byAdapter);
    const [nobody, nobodyByAdapter] = await bothWays(asked, {});
    expect(nobody).toEqual(nobodyByAdapter);
  });

  it.each([
    ["no input", "user.get"],
    ["an empty input", "user.get?input="],
    ["input that is no JSON", "user.get?input={"],
    ["a malformed id", `user.get?${inputOf({ id: "1 or 1=1" })}`],
    ["an unknown key", `user.list?${inputOf({ admin: true })}`],
    ["two inputs", `account.me?${inputOf(null)}&${inputOf({ id: 1 })}`],
    ["no input where none is wanted", "account.me"],
  ])("with %s", async (_what, path) => {
    const [direct, byAdapter] = await bothWays(path, { cookie });
    expect(direct).toEqual(byAdapter);
  });

  it("leaves a mutation by GET, a stream, an unknown procedure and a batch to the adapter", async () => {
    const statuses = await Promise.all(
      ["user.delete", "user.explode", "toString", "account.me?batch=1&input={}"].map(async (path) => {
        const answer = await running.ask(`/api/trpc/${path}`, { headers: { cookie } });
        return [answer.status, answer.headers["content-length"]];
      }),
    );
    expect(statuses).toEqual([
      [405, undefined],
      [404, undefined],
      [404, undefined],
      [200, undefined],
    ]);
  });
});
