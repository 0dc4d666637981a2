import { sampleInputs } from "@portcullis/api/testing/sample-inputs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Asked } from "./test-bed/ask.ts";
import { type FuzzedConsole, fuzzedConsole } from "./test-bed/fuzzed-console.ts";
import { procedures } from "./test-bed/procedures.ts";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Each letter in turn changed for another one, and a few spellings that a lenient reader would take for the same. */
function tamperings(secret: string): string[] {
  const changed = Array.from(secret, (letter, at) => {
    const other = letters[(letters.indexOf(letter) + 17) % letters.length] ?? "A";
    return secret.slice(0, at) + other + secret.slice(at + 1);
  });
  const spelled = ["=", "A", "!", "%00"].map((more) => secret + more);
  return [...changed, ...spelled, secret.slice(1), secret.slice(0, -1), secret + secret, secret.toLowerCase()];
}

const query = (path: string, input: unknown) => `/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`;

/** A mutation with its sample. */
const mutation = (path: string, headers: Asked["headers"], input: unknown = sampleInputs[path]): Asked => ({
  method: "POST",
  path: `/api/trpc/${path}`,
  headers: { ...headers, "content-type": "application/json" },
  body: JSON.stringify(input),
});

describe("a secret that was tampered with", () => {
  let console: FuzzedConsole;
  beforeAll(async () => {
    console = await fuzzedConsole();
  });
  afterAll(() => console[Symbol.asyncDispose]());

  it("opens nothing as a token of a gateway or of a device, nor as that of the other kind", async () => {
    const { gateway, device } = console.callers.headers;
    const [reset = "", invitation = ""] = console.corpus.linkTokens;
    const cases = [
      ["agent.report", gateway, device],
      ["device.reportPosture", device, gateway],
    ] as const;
    for (const [path, own, others] of cases) {
      const bearers = tamperings((own["authorization"] ?? "").slice("Bearer ".length)).map(
        (token) => `Bearer ${token}`,
      );
      const alien = [others["authorization"] ?? "", ...[invitation, reset].map((token) => `Bearer ${token}`)];
      for (const authorization of [...bearers, ...alien, (own["authorization"] ?? "").toLowerCase(), "Bearer "]) {
        const { status, text } = await console.ask(mutation(path, { authorization }));
        expect([path, authorization, status, text]).toEqual([path, authorization, 401, text]);
        expect(text).toContain('"reason":"token_refused"');
      }
    }
  });

  it("opens no session as a cookie, whichever letter was changed", async () => {
    const [name = "", sealed = ""] = (console.callers.headers.owner["cookie"] ?? "").split("=");
    const same = bytesOf(sealed);
    for (const value of tamperings(sealed)) {
      // The last letter of a part holds bits that mean nothing.
      if (bytesOf(value) === same) continue;
      const { status } = await console.ask({ path: "/api/trpc/account.me", headers: { cookie: `${name}=${value}` } });
      expect([value, status]).toEqual([value, 401]);
    }
  });

  it("opens no invitation and no password reset, nor in the place of the other", async () => {
    const [reset = "", invitation = ""] = console.corpus.linkTokens;
    const cases = [
      ["invitation.inspect", invitation, reset],
      ["passwordReset.inspect", reset, invitation],
    ] as const;
    for (const [path, own, other] of cases) {
      expect((await console.ask(mutation(path, {}, { token: own }))).status).toBe(200);
      for (const token of [...tamperings(own), other]) {
        const { status } = await console.ask(mutation(path, {}, { token }));
        expect([path, token, [400, 404, 409].includes(status) ? "refused" : status]).toEqual([path, token, "refused"]);
      }
    }
  });

  it("is no place in a list, as one in another list or of another tenant is none", async () => {
    const { headers } = console.callers;
    const lists = procedures.filter(({ path, kind }) => kind === "query" && "cursor" in (sampleInputs[path] ?? {}));
    const answered = await Promise.all(
      lists.map(async ({ path }) => {
        const { text } = await console.ask({ path: query(path, { limit: 1 }), headers: headers.owner });
        return { path, cursor: /"nextCursor":"([\w-]+)"/.exec(text)?.[1] };
      }),
    );
    const cursors = answered.flatMap(({ path, cursor }) => (cursor ? [{ path, cursor }] : []));
    expect(cursors.length).toBeGreaterThan(5);
    for (const { path, cursor } of cursors) {
      const ask = (sent: string) =>
        console.ask({ path: query(path, { limit: 1, cursor: sent }), headers: headers.owner });
      expect((await ask(cursor)).status).toBe(200);
      const aliens = [...cursors.map((other) => other.cursor), ...console.corpus.cursors].filter(
        (one) => one !== cursor,
      );
      for (const sent of [...tamperings(cursor), ...aliens]) {
        if (sent === cursor) continue;
        const { status, text } = await ask(sent);
        expect([path, sent, status]).toEqual([path, sent, 400]);
        expect(text).toContain('"field":"cursor"');
      }
    }
  });

  it("has changed nothing", async () => {
    expect(await console.changedTables()).toEqual([]);
  });
});

/** What the parts of a sealed cookie stand for. */
const bytesOf = (sealed: string) =>
  sealed
    .split(".")
    .map((part) => Buffer.from(part, "base64url").toString("hex"))
    .join(".");
