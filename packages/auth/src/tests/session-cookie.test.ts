import { newId } from "@portcullis/db/ids";
import { tenantId } from "@portcullis/domain/ids";
import { decode, encode } from "next-auth/jwt";
import { afterEach, describe, expect, it, vi } from "vitest";
import { authCookies, readSessionCookie, sessionCookieName, writeSessionCookie } from "../cookies.ts";
import { sameOriginTarget } from "../next-auth-options.ts";
import { openToken, sealToken } from "../seal-token.ts";

afterEach(() => {
  vi.useRealTimers();
});

const config = { secret: "a secret of some length, for tests", publicUrl: new URL("http://localhost:3000") };
const session = { tenantId: tenantId(newId()), token: "opaque" };
const name = sessionCookieName(config.publicUrl);

const seal = (claims: Record<string, unknown>, secret = config.secret, maxAge = 60) =>
  encode({ token: claims, secret, maxAge });

describe("the session cookie", () => {
  it("is read among others", async () => {
    const sealed = await seal(session);
    expect(await readSessionCookie(`a=b; ${name}=${sealed}; ${name}=planted; c`, config)).toEqual(session);
  });

  it("is written as next-auth writes it: the release before reads it so", async () => {
    const written = await writeSessionCookie(session, config);
    const [, sealed = ""] = /^portcullis\.session=([^;]+);/.exec(written) ?? [];
    expect(await decode({ token: sealed, secret: config.secret })).toMatchObject(session);
    expect(await readSessionCookie(`${name}=${sealed}`, config)).toEqual(session);
  });

  it("is opened in its own form alone, whatever form it claims to have", async () => {
    const headers = [
      { alg: "PBES2-HS512+A256KW", enc: "A256GCM", p2c: 10_000, p2s: "AAAAAAAAAAAAAAAA" },
      { alg: "A256KW", enc: "A256GCM" },
      { alg: "RSA-OAEP", enc: "A256GCM" },
      { alg: "dir", enc: "A128CBC-HS256" },
      { alg: "x", enc: "y" },
    ];
    for (const header of headers) {
      const made = `${Buffer.from(JSON.stringify(header)).toString("base64url")}.AAAA.AAAAAAAAAAAAAAAA.AA.AAAAAAAAAAAAAAAAAAAAAA`;
      const refusal = { name: "JOSEAlgNotAllowed" };
      await expect(openToken({ token: made, secret: config.secret })).rejects.toMatchObject(refusal);
      expect(await readSessionCookie(`${name}=${made}`, config)).toBeUndefined();
    }
  });

  it("is nothing when absent, forged, damaged, expired or without its claims", async () => {
    const sealed = await seal(session);
    for (const header of [
      undefined,
      "",
      `${name}=`,
      `${name}=${sealed.slice(0, -4)}AAAA`,
      `${name}=${await seal(session, "another secret")}`,
      `${name}=${await seal(session, config.secret, -60)}`,
      `${name}=${await seal({ token: "x" })}`,
      `${name}=${await seal({ tenantId: "acme", token: "x" })}`,
      `${name}.0=${sealed}`,
      `${name}x=${sealed}`,
      `__Host-${name}=${sealed}`,
      // Another spelling of the same.
      `${name}=${sealed.replace("e", "%65")}`,
    ]) {
      expect(await readSessionCookie(header, config)).toBeUndefined();
    }
  });

  it("is kept open until its end, for the secret that sealed it, and among thousands of others", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const header = `${name}=${await seal(session)}`;
    const read = (of = config) => readSessionCookie(header, of);
    expect([await read(), await read()]).toEqual([session, session]);
    expect(await read({ ...config, secret: "another secret" })).toBeUndefined();
    for (let n = 0; n < 5_001; n++) {
      const token = { ...session, token: `${n}` };
      await readSessionCookie(`${name}=${await sealToken({ token, secret: config.secret })}`, config);
    }
    expect(await read()).toEqual(session);
    vi.setSystemTime(Date.now() + 80_000);
    expect(await read()).toBeUndefined();
  });

  it("is secure and bound to the host behind https", () => {
    for (const cookie of Object.values(authCookies(new URL("https://console.example")))) {
      expect(cookie.name).toMatch(/^__Host-portcullis\./);
      expect(cookie.options).toEqual({ httpOnly: true, sameSite: "lax", path: "/", secure: true });
    }
    expect(authCookies(config.publicUrl).sessionToken.options.secure).toBe(false);
  });
});

describe("where sign-in leads", () => {
  const origin = "https://console.example";

  it.each([
    ["/users?status=active#x", `${origin}/users?status=active#x`],
    [`${origin}/devices`, `${origin}/devices`],
    ["", `${origin}/`],
  ])("follows %s", (wish, target) => expect(sameOriginTarget(wish, origin)).toBe(target));

  it.each([
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "https:evil.example",
    "http://console.example/",
    "https://console.example.evil.example/",
    "https://console.example@evil.example/",
    "https://user:pass@console.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    "http://[",
  ])("leads home instead of to %s", (wish) => {
    const target = new URL(sameOriginTarget(wish, origin));
    expect(target.origin).toBe(origin);
    expect(target.username).toBe("");
  });
});
