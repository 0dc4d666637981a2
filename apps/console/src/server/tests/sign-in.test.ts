import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { openTcpProxy } from "@portcullis/testing/tcp-proxy";
import { afterEach, describe, expect, it, vi } from "vitest";
import { pairsOf, post, sessionsIn, setCookies, signInConsole, urlOf } from "../testing/sign-in-form.ts";

describe("signing in over HTTP", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it("gives a cookie that no script and no other site can use", async () => {
    const { running, enter, userId } = await signInConsole();
    await using _ = running;
    const answer = await enter();
    const session = setCookies(answer).find((cookie) => cookie.startsWith("portcullis.session="));
    expect(session).toMatch(/; Path=\/; Expires=.+; HttpOnly; SameSite=Lax$/);
    const me = await running.ask("/api/trpc/account.me", { headers: { cookie: pairsOf(answer).join("; ") } });
    expect(me.text).toContain(userId);
    expect(answer.headers["cache-control"]).toContain("no-store");
  });

  it("binds every cookie to the host and to https behind https", async () => {
    const { running, enter } = await signInConsole({ publicUrl: "https://console.example" });
    await using _ = running;
    const cookies = setCookies(await enter());
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^__Host-portcullis\./);
      expect(cookie).toMatch(/; Secure/);
      expect(cookie).not.toMatch(/domain=/i);
    }
  });

  it("answers every mistake with the same words and no session", async () => {
    const { running, enter } = await signInConsole();
    await using _ = running;
    const mistakes = [
      { tenant: "nobody" },
      { email: "stranger@people.test" },
      { password: "wrong" },
      { password: "x".repeat(5000) },
      { tenant: "\0", email: "\ud800" },
    ];
    const answers = [];
    for (const mistake of mistakes) {
      const answer = await enter(mistake);
      expect(sessionsIn(answer)).toEqual([]);
      answers.push([answer.status, answer.text]);
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(running.log).toEqual([]);
  });

  it("leads nowhere but home, whatever address is wished for", async () => {
    const { running, enter } = await signInConsole();
    await using _ = running;
    for (const callbackUrl of ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]) {
      expect(new URL(urlOf(await enter({ callbackUrl }))).origin).toBe(running.origin);
    }
    expect(urlOf(await enter({ callbackUrl: "/users?status=active" }))).toBe(`${running.origin}/users?status=active`);
  });

  it("opens nothing for a form of another site, nor for one without the token", async () => {
    const { running, enter, tenant, email, password } = await signInConsole();
    await using _ = running;
    const forged = await running.ask("/api/auth/callback/credentials", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", origin: "https://evil.example" },
      body: new URLSearchParams({ tenant, email, password }).toString(),
    });
    expect(forged.status).toBe(403);
    const bare = await enter({ csrfToken: "x" });
    expect(sessionsIn(bare)).toEqual([]);
  });

  it("counts guesses where they come from, whatever addresses they claim", async () => {
    const { running, enter } = await signInConsole();
    await using _ = running;
    for (let n = 0; n < 5; n++) await enter({ password: "wrong" });
    expect(urlOf(await enter())).toMatch(/error=throttled%3A\d+/);
  });

  it("says that the authenticator app rests to nobody but who knows the password", async () => {
    const { running, enter, userId } = await signInConsole();
    await using _ = running;
    const asOwner = openDatabase(running.ownerUrl, { applicationName: "sign-in test owner", max: 1 });
    await asOwner.$client`insert into totp_factors (tenant_id, user_id, sealed_secret, confirmed_at, failures, rests_until)
      select tenant_id, id, '\\x00', now(), 100, now() + interval '15 minutes' from users where id = ${userId}`;
    await closeDatabase(asOwner);
    const resting = await enter({ code: "123456" });
    expect([urlOf(resting), sessionsIn(resting)]).toEqual([expect.stringMatching(/error=factor_resting%3A\d+/), []]);
    expect(urlOf(await enter({ code: "123456", password: "wrong" }))).toContain("error=CredentialsSignin");
  });

  it("ends the session whose place it takes", async () => {
    const { running, cookie, tenant, email, password } = await signInConsole();
    await using _ = running;
    const answer = await post(running, "callback/credentials", { tenant, email, password }, { cookie });
    const me = async (of: string) => (await running.ask("/api/trpc/account.me", { headers: { cookie: of } })).status;
    expect([await me(cookie), await me(pairsOf(answer).join("; "))]).toEqual([401, 200]);
  });

  it("opens nothing while the database is away, and tells the log of it, but not who came", async () => {
    await using line = await openTcpProxy();
    const { running, enter, email, password } = await signInConsole({ databaseVia: (url) => line.to(url) });
    await using _ = running;
    line.cut();
    const answer = await enter();
    expect([urlOf(answer), sessionsIn(answer)]).toEqual([expect.stringContaining("error=unavailable"), []]);
    expect(running.log).toHaveLength(1);
    for (const secret of [email, password]) expect(running.log.join()).not.toContain(secret);
    line.mend();
    await expect.poll(async () => sessionsIn(await enter())).toHaveLength(1);
  });

  it("ends the session at sign-out, and says so where it could not", async () => {
    await using line = await openTcpProxy();
    const { running, cookie } = await signInConsole({ databaseVia: (url) => line.to(url) });
    await using _ = running;
    const me = () => running.ask("/api/trpc/account.me", { headers: { cookie } });
    line.cut();
    const failed = await post(running, "signout", {}, { cookie });
    expect([failed.status, setCookies(failed)]).toEqual([503, []]);
    expect(running.log).toEqual([expect.stringMatching(/SIGN_OUT.+"code":"(ECONN|CONNECTION)/i)]);
    line.mend();
    await expect.poll(me).toMatchObject({ status: 200 });
    expect(await post(running, "signout", {}, { cookie })).toMatchObject({ status: 200 });
    expect((await me()).status).toBe(401);
  });

  it.each(["portcullis.session.0=stale", "portcullis.session2=x", "portcullis.session@=x"])(
    "ends the session at sign-out with %s beside it",
    async (neighbour) => {
      const { running, cookie } = await signInConsole();
      await using _ = running;
      const both = { cookie: `${neighbour}; ${cookie}` };
      expect((await running.ask("/api/trpc/account.me", { headers: both })).status).toBe(200);
      const { status } = await post(running, "signout", {}, both);
      const me = await running.ask("/api/trpc/account.me", { headers: both });
      expect([status, me.status, running.log]).toEqual([200, 401, []]);
    },
  );

  it("takes the session's cookie away at sign-out behind https", async () => {
    const { running, enter } = await signInConsole({ publicUrl: "https://console.example" });
    await using _ = running;
    const left = await post(running, "signout", {}, { cookie: pairsOf(await enter()).join("; ") });
    const taken = setCookies(left).find((each) => each.startsWith("__Host-portcullis.session="));
    expect(taken).toMatch(/^__Host-portcullis\.session=; Max-Age=0; Path=\/; .*HttpOnly; Secure/);
  });

  it("tells the log nothing of a cookie that somebody made up", async () => {
    const { running } = await signInConsole();
    await using _ = running;
    const headers = [
      { alg: "dir", enc: "A256GCM" },
      { alg: "x", enc: "y" },
      { alg: "RSA-OAEP", enc: "A256GCM" },
    ];
    const sealed = headers.map((header) => `${Buffer.from(JSON.stringify(header)).toString("base64url")}..a.b.c`);
    for (const made of [...sealed, "nonsense"]) {
      const { status } = await post(running, "signout", {}, { cookie: `portcullis.session=${made}` });
      expect(status).toBe(200);
    }
    expect(running.log).toEqual([]);
  });
});
