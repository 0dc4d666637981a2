import { procedures } from "@portcullis/api/kernel/list-procedures";
import { sampleInputs } from "@portcullis/api/testing/sample-inputs";
import { tenantDigest } from "@portcullis/api/testing/tenant-digest";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { post, type Running, sessionsIn, signInConsole } from "../testing/sign-in-form.ts";
import { testConsole } from "../testing/test-console.ts";

const json = { "content-type": "application/json" };

/** A form as a foreign page can send it without asking, and requests that say where they come from. */
const forged: readonly [what: string, headers: Record<string, string>, status: number, reason: string][] = [
  ["a form with files", { "content-type": "multipart/form-data; boundary=x" }, 415, "unsupported_media_type"],
  ["a form", { "content-type": "application/x-www-form-urlencoded" }, 415, "unsupported_media_type"],
  ["plain text", { "content-type": "text/plain" }, 415, "unsupported_media_type"],
  ["no media type", {}, 415, "unsupported_media_type"],
  ["a foreign origin", { ...json, origin: "https://evil.example" }, 403, "cross_origin"],
  ["a sandboxed frame", { ...json, origin: "null" }, 403, "cross_origin"],
  ["another site", { ...json, "sec-fetch-site": "cross-site" }, 403, "cross_origin"],
  ["a neighbouring host", { ...json, "sec-fetch-site": "same-site" }, 403, "cross_origin"],
];

describe("every mutation, sent with the owner's cookie", () => {
  let running: Running;
  let cookie: string;
  beforeAll(async () => {
    running = await testConsole();
    cookie = (await running.aSignedIn()).cookie;
  });
  afterAll(() => running[Symbol.asyncDispose]());

  it.each(forged)("is refused from %s, and changes nothing", async (_, headers, status, reason) => {
    const before = await tenantDigest(running);
    for (const { path } of procedures.filter(({ type }) => type === "mutation")) {
      const body = JSON.stringify(sampleInputs[path] ?? undefined);
      const answer = await running.ask(`/api/trpc/${path}`, { method: "POST", headers: { cookie, ...headers }, body });
      expect([path, answer.status, answer.text]).toEqual([
        path,
        status,
        expect.stringContaining(`"reason":"${reason}"`) as string,
      ]);
      expect(answer.headers).not.toHaveProperty("access-control-allow-origin");
    }
    expect(await tenantDigest(running)).toEqual(before);
  });

  it("is taken from the console's own pages", async () => {
    const headers = { ...json, cookie, origin: running.origin, "sec-fetch-site": "same-origin" };
    const body = JSON.stringify(sampleInputs["tenant.update"]);
    const answer = await running.ask("/api/trpc/tenant.update", { method: "POST", headers, body });
    expect(answer.text).toContain('"reason":"stale_write"');
  });
});

describe("the routes of sign-in", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it.each([
    ["a foreign origin", { origin: "https://evil.example" }],
    ["a sandboxed frame", { origin: "null" }],
    ["another site", { "sec-fetch-site": "cross-site" }],
    ["a neighbouring host", { "sec-fetch-site": "same-site" }],
  ])("open and end nothing for %s, whatever token comes along", async (_, headers) => {
    const { running, cookie, enter } = await signInConsole();
    await using __ = running;
    const before = await tenantDigest(running);
    const entered = await enter({}, headers);
    const left = await post(running, "signout", {}, { cookie, headers });
    expect([entered.status, sessionsIn(entered), left.status]).toEqual([403, [], 403]);
    expect(await tenantDigest(running)).toEqual(before);
  });

  it.each(["", "x", "0".repeat(64)])("open and end nothing without the token of the form: %j", async (csrfToken) => {
    const { running, cookie, enter } = await signInConsole();
    await using _ = running;
    const before = await tenantDigest(running);
    expect(sessionsIn(await enter({ csrfToken }))).toEqual([]);
    await post(running, "signout", { csrfToken }, { cookie });
    expect(await tenantDigest(running)).toEqual(before);
    expect((await running.ask("/api/trpc/account.me", { headers: { cookie } })).status).toBe(200);
  });
});

describe("an answer to somebody signed in", () => {
  const places = ["/", "/users", "/settings", "/api/trpc/account.me", "/api/auth/session"];
  const onlyItsOwn = /^default-src 'none'; script-src 'nonce-[^']+' 'strict-dynamic';.*frame-ancestors 'none'/;
  const nothing = /^default-src 'none'; base-uri 'none'; frame-ancestors 'none'$/;

  it("is kept by nobody, framed by nobody, and runs no script but the page's own", async () => {
    await using running = await testConsole();
    const { cookie } = await running.aSignedIn();
    for (const path of places) {
      const { headers } = await running.ask(path, { headers: { cookie } });
      expect([path, headers]).toMatchObject([
        path,
        {
          "cache-control": "no-store",
          "content-security-policy": expect.stringMatching(
            path.startsWith("/api/trpc/") ? nothing : onlyItsOwn,
          ) as string,
          "x-frame-options": "DENY",
          "referrer-policy": "same-origin",
          "x-content-type-options": "nosniff",
        },
      ]);
      expect(headers).not.toHaveProperty("strict-transport-security");
    }
  });

  it("insists on https behind https, also where it refuses", async () => {
    await using running = await testConsole({ publicUrl: "https://console.example" });
    const { cookie } = await running.aSignedIn();
    const ask = (path: string, method = "GET") => running.ask(path, { method, headers: { cookie } });
    const answers = [...(await Promise.all(places.map((path) => ask(path)))), await ask("/users", "POST")];
    for (const { headers } of answers) expect(headers["strict-transport-security"]).toMatch(/^max-age=\d{8,}/);
  });
});
