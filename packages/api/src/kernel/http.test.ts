import { readPrincipal } from "@portcullis/auth/read-principal";
import { openDatabase } from "@portcullis/db/client";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { appRouter } from "../router.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { type ApiParts, createApiContext } from "./context.ts";

interface Reply {
  readonly status: number;
  readonly text: string;
  readonly error: { message: string; data: Record<string, unknown> };
}

/** Asks as a browser does, through tRPC's own HTTP layer. */
async function ask(parts: ApiParts, path: string, init?: RequestInit): Promise<Reply> {
  const response = await fetchRequestHandler({
    endpoint: "/api/trpc",
    req: new Request(`http://console.test/api/trpc/${path}`, init),
    router: appRouter,
    createContext: () => createApiContext(parts),
  });
  const text = await response.text();
  const body = JSON.parse(text) as { error: Reply["error"] } | { error: Reply["error"] }[];
  return { status: response.status, text, error: (Array.isArray(body) ? body[0] : body)?.error as Reply["error"] };
}

const post = (body: string, type = "application/json"): RequestInit => ({
  method: "POST",
  body,
  headers: { "content-type": type },
});
const input = (json: unknown) => `?input=${encodeURIComponent(JSON.stringify(json))}`;

describe("over HTTP", () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await openFixture();
  });
  afterEach(() => {
    fixture.logged.length = 0;
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  it.each([
    ["an unknown procedure", "user.explode", undefined, 404, "procedure_unknown"],
    ["a malformed id", `user.get${input({ id: "1 or 1=1" })}`, undefined, 400, "input_invalid"],
    ["an unknown key", `user.get${input({ id: "x", admin: true })}`, undefined, 400, "input_invalid"],
    ["no input", "user.get", undefined, 400, "input_invalid"],
    ["input that is no JSON", "user.get?input={", undefined, 400, "request_malformed"],
    ["a body that is no JSON", "user.deactivate", post("{"), 400, "request_malformed"],
    ["a body of another type", "user.deactivate", post("<x/>", "application/xml"), 415, "unsupported_media_type"],
    ["a mutation by GET", `user.delete${input({ id: "x" })}`, undefined, 405, "request_malformed"],
  ])("answers %s with its status and reason, and logs nothing", async (_, path, init, status, reason) => {
    const reply = await ask(fixture.owner.parts(), path, init);
    expect(reply).toMatchObject({ status, error: { data: { reason } } });
    expect(fixture.logged).toEqual([]);
  });

  it.each([
    ["the envelope of wire 1", { json: { id: "x" } }],
    ["a key that is the prototype's", { id: "x", ["__proto__"]: {} }],
    ["an array instead", [1, 2, 3]],
    ["nothing", null],
  ])("blames the sender for %s", async (_, body) => {
    const reply = await ask(fixture.owner.parts(), "user.deactivate", post(JSON.stringify(body)));
    expect(reply.status).toBe(400);
    expect(fixture.logged).toEqual([]);
  });

  it("masks a failure of ours: no statement, no parameter, no stack; logged once with the request's id", async () => {
    const parts = fixture.owner.parts();
    const secret = new Error("Failed query: select password_hash from credentials", {
      cause: Object.assign(new Error('relation "x" does not exist'), { code: "42P01" }),
    });
    const reply = await ask({ ...parts, authenticate: () => Promise.reject(secret) }, "account.me");
    expect(reply.status).toBe(500);
    expect(reply.text).not.toMatch(/query|password|relation|stack|\.ts/i);
    expect(reply.error.data).toMatchObject({ reason: "internal", requestId: parts.requestId });
    expect(fixture.logged).toEqual([secret]);
  });

  it("says 503 while the database is down, never that the session ended", async () => {
    const down = openDatabase("postgres://nobody@127.0.0.1:1/none", { applicationName: "down" });
    const parts = fixture.owner.parts();
    const session = { tenantId: fixture.tenantId, token: "x" };
    const overHttp = await ask(
      { ...parts, authenticate: () => readPrincipal(down, session, parts.from) },
      "account.me",
    );
    const inside = await ask({ ...parts, db: down }, `user.get${input({ id: fixture.owner.id })}`);
    for (const reply of [overHttp, inside]) {
      expect(reply).toMatchObject({ status: 503, error: { data: { reason: "database_unavailable" } } });
      expect(reply.text).not.toContain("127.0.0.1");
    }
  });

  it("streams as server-sent events, and says why it ends", async () => {
    const reader = await fixture.aPerson({ permissions: ["user:read"] });
    const response = await fetchRequestHandler({
      endpoint: "/api/trpc",
      req: new Request("http://console.test/api/trpc/cascade.watch", { headers: { accept: "text/event-stream" } }),
      router: appRouter,
      createContext: () => createApiContext(reader.parts()),
    });
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    const stream = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    const readOn = async () => {
      const chunk = await stream?.read();
      text += chunk?.value ?? "";
      return chunk?.done === false;
    };
    while (!text.includes('"kind":"resync"') && (await readOn()));
    await fixture.admin.call.user.deactivate({ id: reader.id });
    while (await readOn());
    expect(text).toContain('"kind":"resync"');
    expect(text).toContain('"reason":"session_ended"');
    expect(fixture.logged).toEqual([]);
    expect(fixture.subscribers()).toBe(0);
  });

  it("authenticates once for a batch", async () => {
    const parts = fixture.owner.parts();
    let times = 0;
    const counting = { ...parts, authenticate: () => (times++, parts.authenticate()) };
    const reply = await ask(counting, "account.me,account.me,account.me?batch=1");
    expect([reply.status, times]).toEqual([200, 1]);
  });
});
