import { describe, expect, it } from "vitest";
import { type Answer, testConsole } from "../testing/test-console.ts";

const json = { "content-type": "application/json" };
const revokeAll = "/api/trpc/session.revokeAll";
const body = JSON.stringify({});

const unknown: [what: string, headers: Record<string, string>, status: number, reason: string][] = [
  ["a foreign origin", { origin: "https://evil.example" }, 403, "cross_origin"],
  ["no origin to speak of", { origin: "null" }, 403, "cross_origin"],
  ["another port", { origin: "http://localhost:1" }, 403, "cross_origin"],
  ["another site", { "sec-fetch-site": "cross-site" }, 403, "cross_origin"],
  ["a neighbouring host", { "sec-fetch-site": "same-site" }, 403, "cross_origin"],
  ["the address bar", { "sec-fetch-site": "none" }, 403, "cross_origin"],
  ["a form", { "content-type": "application/x-www-form-urlencoded" }, 415, "unsupported_media_type"],
  ["a form with files", { "content-type": "multipart/form-data; boundary=x" }, 415, "unsupported_media_type"],
  ["plain text", { "content-type": "text/plain" }, 415, "unsupported_media_type"],
  ["text that would be JSON", { "content-type": "text/plain, application/json" }, 415, "unsupported_media_type"],
  ["bytes", { "content-type": "application/octet-stream" }, 415, "unsupported_media_type"],
];

function reasonOf(answer: Answer): unknown {
  const parsed = JSON.parse(answer.text) as { error?: { data: { reason: string } } };
  return parsed.error?.data.reason;
}

/** What Next would have been asked. */
function echoedHeaders(answer: Answer): Record<string, string> {
  return (JSON.parse(answer.text) as { headers: Record<string, string> }).headers;
}

describe("an unsafe request", () => {
  it("is answered for the console's own pages, and for programs, which say no origin", async () => {
    await using running = await testConsole();
    for (const from of [{ origin: running.origin, "sec-fetch-site": "same-origin" }, { origin: running.origin }, {}]) {
      const { cookie } = await running.aSignedIn();
      const answer = await running.ask(revokeAll, { method: "POST", headers: { ...json, cookie, ...from }, body });
      expect(answer.status).toBe(200);
    }
  });

  it("is refused in any other form and from anywhere else, and changes nothing", async () => {
    await using running = await testConsole();
    const { cookie } = await running.aSignedIn();
    for (const [what, headers, status, reason] of unknown) {
      const answer = await running.ask(revokeAll, { method: "POST", headers: { ...json, cookie, ...headers }, body });
      expect([what, answer.status, reasonOf(answer)]).toEqual([what, status, reason]);
    }
    expect((await running.ask("/api/trpc/account.me", { headers: { cookie } })).status).toBe(200);
  });

  it("is refused without a media type, and with too much of a body, declared or not", async () => {
    await using running = await testConsole();
    const { cookie } = await running.aSignedIn();
    const huge = JSON.stringify({ userId: "x".repeat(1024 * 1024) });
    const send = (headers: Record<string, string>, sent = body) =>
      running.ask(revokeAll, { method: "POST", headers: { cookie, ...headers }, body: sent });
    expect(await send({})).toMatchObject({ status: 415 });
    expect(await send(json, huge)).toMatchObject({ status: 413 });
    const chunked = await send({ ...json, "transfer-encoding": "chunked" }, huge);
    expect([chunked.status, reasonOf(chunked)]).toEqual([413, "payload_too_large"]);
  });

  it("may only be sent to the API and to sign-in", async () => {
    await using running = await testConsole();
    const post = (path: string, headers: Record<string, string> = {}, sent = "{}") =>
      running.ask(path, { method: "POST", headers: { origin: running.origin, ...headers }, body: sent });
    expect(await post("/users")).toMatchObject({ status: 405 });
    const form = { "content-type": "application/x-www-form-urlencoded" };
    expect(await post("/api/auth/callback/credentials", form)).toMatchObject({ status: 302 });
    for (const type of ["application/json", "text/plain", "multipart/form-data; boundary=x"]) {
      expect(await post("/api/auth/callback/credentials", { "content-type": type })).toMatchObject({ status: 415 });
    }
    expect(await post("/api/auth/signout", { origin: "https://evil.example" })).toMatchObject({ status: 403 });
    expect(await post("/api/auth/signout", form, "x".repeat(70_000))).toMatchObject({ status: 413 });
    expect(await post("/api/auth/signout", { ...form, "transfer-encoding": "chunked" })).toMatchObject({ status: 411 });
  });
});

describe("a reading request", () => {
  it("to a page has no body", async () => {
    await using running = await testConsole();
    const ask = (method: string, headers: Record<string, string> = {}, sent?: string) =>
      running.ask("/users", { method, headers, ...(sent !== undefined && { body: sent }) });
    for (const method of ["GET", "OPTIONS"]) {
      expect(reasonOf(await ask(method, {}, "a=b"))).toBe("request_malformed");
      expect(reasonOf(await ask(method, { "transfer-encoding": "chunked" }, "a=b"))).toBe("request_malformed");
      const answer = await ask(method, { "content-length": "0" });
      expect(answer.status).toBe(method === "GET" ? 200 : 405);
    }
  });

  const me = "/api/trpc/account.me";

  it.each([
    ["another site", { "sec-fetch-site": "cross-site" }],
    ["a neighbouring host", { "sec-fetch-site": "same-site" }],
    ["another origin, from a browser that says no site", { origin: "https://evil.example" }],
    ["a sandboxed frame", { origin: "null" }],
  ])("to the API is refused from %s, streams too, whatever cookie comes along", async (_, from) => {
    await using running = await testConsole();
    const { cookie } = await running.aSignedIn();
    for (const path of [me, "/api/trpc/cascade.watch"]) {
      const answer = await running.ask(path, { headers: { cookie, accept: "text/event-stream", ...from } });
      expect([answer.status, reasonOf(answer)]).toEqual([403, "cross_origin"]);
      expect(answer.headers).not.toHaveProperty("access-control-allow-origin");
    }
  });

  it("is answered for the console's own pages, the address bar and programs", async () => {
    await using running = await testConsole();
    const { cookie } = await running.aSignedIn();
    for (const from of [{ "sec-fetch-site": "same-origin" }, { "sec-fetch-site": "none" }, {}]) {
      expect((await running.ask(me, { headers: { cookie, ...from } })).status).toBe(200);
    }
  });
});

describe("every answer", () => {
  it("carries the security headers, a request id and a nonce of its own that Next is told too", async () => {
    await using running = await testConsole();
    const nonces = new Set<string>();
    for (const path of ["/users", "/api/auth/csrf", "/health/live", "/_next/static/x.js"]) {
      const { headers, ...answer } = await running.ask(path, { headers: { "x-nonce": "planted" } });
      const policy = String(headers["content-security-policy"]);
      const nonce = /script-src 'nonce-([^']{20,})' 'strict-dynamic'/.exec(policy)?.[1] ?? "";
      nonces.add(nonce);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain("unsafe-eval");
      expect(headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "x-request-id": expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      });
      expect(headers).not.toHaveProperty("strict-transport-security");
      if (path !== "/users") continue;
      expect(echoedHeaders({ headers, ...answer })).toMatchObject({
        "x-nonce": nonce,
        "content-security-policy": policy,
      });
    }
    expect(nonces.size).toBe(4);
  });

  it("is not kept by anybody where it may hold what only the signed-in may see", async () => {
    await using running = await testConsole();
    for (const path of ["/users", "/api/trpc/account.me", "/api/auth/session"]) {
      expect((await running.ask(path)).headers["cache-control"]).toBe("no-store");
    }
    expect((await running.ask("/_next/static/x.js")).headers).not.toHaveProperty("cache-control");
  });

  it("insists on https behind https", async () => {
    await using running = await testConsole({ publicUrl: "https://console.example" });
    const { headers } = await running.ask("/");
    expect(headers["strict-transport-security"]).toBe("max-age=31536000");
    expect(headers["content-security-policy"]).toContain("upgrade-insecure-requests");
  });
});

describe("the client's address", () => {
  const forwarded = {
    "x-forwarded-for": "203.0.113.5, 198.51.100.7, 10.0.0.3",
    "x-portcullis-client-address": "planted",
  };
  const addressOf = async (proxies: string) => {
    await using running = await testConsole({ proxies });
    return echoedHeaders(await running.ask("/", { headers: forwarded }))["x-portcullis-client-address"];
  };

  it("is the socket's, whatever is claimed", async () => expect(await addressOf("")).toBe("127.0.0.1"));

  it("is the nearest that is no trusted proxy", async () => {
    expect(await addressOf("127.0.0.1")).toBe("10.0.0.3");
    expect(await addressOf("127.0.0.0/8, 10.0.0.0/8, ::1")).toBe("198.51.100.7");
    expect(await addressOf("10.0.0.0/8")).toBe("127.0.0.1");
  });
});

describe("a proxy that TRUSTED_PROXIES does not name", () => {
  const behind = { "x-forwarded-for": "203.0.113.5" };
  const askOften = async (running: Awaited<ReturnType<typeof testConsole>>, headers: Record<string, string>) => {
    for (let n = 0; n < 20; n++) await running.ask("/", { headers });
  };
  const warnings = ({ log }: { log: readonly string[] }) =>
    log.filter((line) => line.includes("TRUSTED_PROXIES=127.0.0.1"));

  it("is told to the log, once, where every request comes from it", async () => {
    await using running = await testConsole();
    await askOften(running, behind);
    await askOften(running, behind);
    expect(warnings(running)).toHaveLength(1);
  });

  it("is told neither where people come in without one, nor where it is named", async () => {
    await using direct = await testConsole();
    for (let n = 0; n < 3; n++) {
      for (let once = 0; once < 10; once++) await direct.ask("/", { headers: behind });
      await direct.ask("/");
    }
    await askOften(direct, {});
    expect(warnings(direct)).toEqual([]);
    await using named = await testConsole({ proxies: "127.0.0.1" });
    await askOften(named, behind);
    expect(warnings(named)).toEqual([]);
  });
});

describe("headers that steer Next", () => {
  it("are not taken from clients", async () => {
    await using running = await testConsole();
    const headers = {
      "x-middleware-subrequest": "proxy:proxy",
      "x-forwarded-host": "evil.example",
      forwarded: "for=x",
    };
    const warnings = echoedHeaders(await running.ask("/users?a=b", { headers }));
    for (const name of Object.keys(headers)) expect(warnings).not.toHaveProperty(name);
    expect(warnings["x-portcullis-path"]).toBe("/users?a=b");
  });
});
