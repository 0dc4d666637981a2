import { parseSetCookie } from "cookie";
import { describe, expect, it } from "vitest";
import { testConsole } from "../testing/test-console.ts";

const me = "/api/trpc/account.me";
/** One pixel. */
const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

describe("one's own account, behind the door", () => {
  it("answers a changed password with another cookie, and the old one is dead", async () => {
    await using running = await testConsole({ publicUrl: "https://console.test" });
    const person = await running.aSignedIn();
    const post = (path: string, cookie: string, input: unknown) =>
      running.ask(`/api/trpc/${path}`, {
        method: "POST",
        headers: { cookie, "content-type": "application/json" },
        body: JSON.stringify(input),
      });
    const input = { currentPassword: person.password, newPassword: "seven lamps in a long corridor" };
    const changed = await post("account.changePassword", person.cookie, input);
    expect(changed.status).toBe(200);
    const [header = "", ...more] = changed.headers["set-cookie"] ?? [];
    expect(more).toEqual([]);
    expect(parseSetCookie(header)).toEqual({
      name: "__Host-portcullis.session",
      value: expect.stringMatching(/^[\w.-]+$/),
      path: "/",
      maxAge: 604_800,
      httpOnly: true,
      sameSite: "lax",
      secure: true,
    });
    expect(changed.text).not.toContain("token");
    expect((await running.ask(me, { headers: { cookie: person.cookie } })).status).toBe(401);
    const renewed = await running.ask(me, { headers: { cookie: header.split(";", 1)[0] ?? "" } });
    expect(renewed.status).toBe(200);
    expect(renewed.text).toContain(person.userId);
  });

  it("serves an uploaded image to people of the tenant for ever, and to nobody else", async () => {
    await using running = await testConsole();
    const { cookie } = await running.aSignedIn();
    const set = await running.ask("/api/trpc/account.setImage", {
      method: "POST",
      headers: { cookie, "content-type": "application/json" },
      body: JSON.stringify({ data: pixel }),
    });
    const path = /\/images\/[0-9a-f-]+\/[0-9a-f-]+/.exec(set.text)?.[0] ?? "";
    const answer = await running.ask(path, { headers: { cookie } });
    expect(answer).toMatchObject({
      status: 200,
      headers: {
        "content-type": "image/webp",
        "cache-control": "private, max-age=31536000, immutable",
        "x-content-type-options": "nosniff",
      },
    });
    expect(await running.ask(path, { method: "HEAD", headers: { cookie } })).toMatchObject({ status: 200, text: "" });
    const other = await running.aSignedIn();
    const none = { status: 404, text: "No such image.", headers: { "cache-control": "no-store" } };
    for (const headers of [{}, { cookie: other.cookie }])
      expect(await running.ask(path, { headers })).toMatchObject(none);
    for (const wrong of ["/images", "/images/", `${path}/x`, `${path}x`, path.replace(/[0-9a-f](?=[^/]*$)/, "0z")]) {
      expect([wrong, await running.ask(wrong, { headers: { cookie } })]).toMatchObject([wrong, none]);
    }
  });
});
