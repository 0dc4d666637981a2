import { newId } from "@portcullis/db/ids";
import { tenantId } from "@portcullis/domain/ids";
import { encode } from "next-auth/jwt";
import { describe, expect, it } from "vitest";
import { authCookies, sessionCookieName } from "../cookies.ts";
import { readSessionCookie } from "../read-session-cookie.ts";
import { sameOriginTarget } from "../same-origin.ts";

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

  it("is read from chunks, in the order of their numbers", async () => {
    const sealed = await seal({ ...session, padding: "x".repeat(9000) });
    const chunks = Array.from({ length: 12 }, (_, n) => sealed.slice(n * 1100, (n + 1) * 1100));
    const header = chunks
      .map((chunk, n) => `${name}.${n}=${chunk}`)
      .toSorted()
      .join("; ");
    expect(await readSessionCookie(header, config)).toEqual(session);
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
      `${name}.1=${sealed}`,
      `__Host-${name}=${sealed}`,
    ]) {
      expect(await readSessionCookie(header, config)).toBeUndefined();
    }
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
