import { authCookies } from "@portcullis/auth/cookies";
import { parseSetCookie } from "cookie";
import { describe, expect, it } from "vitest";
import { testConsole } from "../testing/test-console.ts";

const form = { "content-type": "application/x-www-form-urlencoded" };

describe("the routes of next-auth", () => {
  it.each([
    ["GET", "session"],
    ["POST", "session"],
    ["POST", "_log"],
    ["POST", "callback/github"],
    ["GET", "callback/credentials"],
    ["OPTIONS", "csrf"],
    ["GET", "csrf/"],
    ["GET", "%63srf"],
  ])("that the console does not use are not there: %s %s", async (method, action) => {
    await using running = await testConsole();
    const headers = method === "POST" ? form : {};
    const answer = await running.ask(`/api/auth/${action}`, { method, headers });
    expect([answer.status, answer.text, answer.headers["set-cookie"]]).toEqual([404, "", undefined]);
    expect(answer.headers["cache-control"]).toBe("no-store");
  });

  it("are asked for their headers alone as well", async () => {
    await using running = await testConsole();
    const answer = await running.ask("/api/auth/csrf", { method: "HEAD" });
    expect([answer.status, answer.text, answer.headers["content-type"]]).toEqual([200, "", "application/json"]);
  });

  it.each(["http://localhost:3000", "https://console.example"])(
    "take a damaged cookie away at %s",
    async (publicUrl) => {
      await using running = await testConsole({ publicUrl });
      const { name, options } = authCookies(new URL(publicUrl)).callbackUrl;
      for (const damaged of ["nonsense", "http%3A%2F%2F%5B", "%"]) {
        const answer = await running.ask("/api/auth/csrf", { headers: { cookie: `${name}=${damaged}` } });
        expect(answer.status).toBe(400);
        const [taken = "", ...more] = answer.headers["set-cookie"] ?? [];
        expect(more).toEqual([]);
        const { secure, ...kept } = options;
        expect(parseSetCookie(taken)).toEqual({ name, value: "", maxAge: 0, ...kept, ...(secure && { secure }) });
      }
      const whole = `${name}=${encodeURIComponent(`${publicUrl}/users`)}`;
      expect(await running.ask("/api/auth/csrf", { headers: { cookie: whole } })).toMatchObject({ status: 200 });
      expect(running.log).toEqual([]);
    },
  );

  it("refuse an address or an error that could not be sent on", async () => {
    await using running = await testConsole();
    for (const query of ["callbackUrl=nonsense", "callbackUrl=/&callbackUrl=mailto:a", "error=%0d%0aa:b"]) {
      expect(await running.ask(`/api/auth/signin?${query}`)).toMatchObject({ status: 400 });
    }
    const sent = await running.ask("/api/auth/signin?callbackUrl=%2Fusers&error=CredentialsSignin");
    expect([sent.status, sent.headers.location]).toEqual([
      302,
      expect.stringMatching(/^\/sign-in\?callbackUrl=.+users/),
    ]);
    expect(running.log).toEqual([]);
  });
});
