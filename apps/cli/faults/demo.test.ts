import { networkInterfaces } from "node:os";
import { fileURLToPath } from "node:url";
import { seedDemo } from "@portcullis/demo/seed-demo";
import { testDatabase } from "@portcullis/testing/test-database";
import { describe, expect, it } from "vitest";
import { isListening, place, runScript } from "./launcher.ts";

const mail = { SMTP_URL: "smtp://127.0.0.1:1", MAIL_FROM: "portcullis@example.com" };
const production = { PUBLIC_URL: "https://console.example.com" };

/** An address of this machine that others reach; none where it has no network. */
const outward = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === "IPv4" && !internal)?.address;

type Place = Awaited<ReturnType<typeof place>>;

/** Starts the product and ends it once it is ready. @returns what it printed */
async function startOnce(here: Place, env: Record<string, string> = {}, meanwhile = async () => {}): Promise<string> {
  const launcher = here.launch(env);
  await launcher.says("Portcullis is ready");
  await meanwhile();
  launcher.signal("SIGTERM");
  expect(await launcher.ended).toBe(0);
  return launcher.said();
}

describe("demo data", () => {
  it("is not made where others can reach the console, unless asked for, and then with a password of its own", async () => {
    await using here = await place();
    expect(await startOnce(here, production)).toContain("There is no tenant yet");
    const asked = await startOnce(here, { ...production, PORTCULLIS_DEMO: "on" });
    expect(asked).toMatch(/password \w{5}-\w{5}-\w{5}-\w{5} \(shown this once\)/);
    expect(asked).not.toContain("portcullis-demo");
    // The passwords are not published, so the same folder serves others too.
    const open = await startOnce(here, { HOST: "0.0.0.0" }, async () => {
      if (outward) expect(await isListening(here.port, outward)).toBe(true);
    });
    expect(open).not.toContain("Demo accounts");
  });

  it("is served to nobody else with the published password, and demo:remove removes it for good", async () => {
    await using here = await place();
    const first = await startOnce(here, {}, async () => {
      expect(await isListening(here.port)).toBe(true);
      if (outward) expect(await isListening(here.port, outward)).toBe(false);
    });
    expect(first).toContain("portcullis-demo");
    for (const [env, reason] of [
      [production, "PUBLIC_URL is https://console.example.com"],
      [mail, "SMTP_URL is set"],
      [{ HOST: "0.0.0.0" }, "HOST is 0.0.0.0"],
      [{ ...production, PORTCULLIS_DEMO: "on" }, "PUBLIC_URL is https://console.example.com"],
    ] as const) {
      const refused = here.launch(env);
      expect(await refused.ended).toBe(1);
      expect(refused.said()).toContain(`(${reason}), and 6 accounts of the demo data have the published password`);
      expect(refused.said()).toContain("demo:remove");
      expect(await here.database()).toEqual([]);
    }
    expect(await runScript(here, "doctor", production)).toMatchObject({
      code: 1,
      said: expect.stringMatching(/✗ 6 demo accounts have the published password: .*\n.*demo:remove/),
    });

    const removed = await runScript(here, "demo-remove");
    expect(removed).toMatchObject({ code: 0, said: expect.stringMatching(/acme: removed.*"action":"demo.removed"/s) });
    expect(await runScript(here, "demo-remove")).toMatchObject({
      code: 0,
      said: expect.stringContaining("nothing was removed"),
    });
    // Also where nobody else can reach it: who removed the demo does not find it there again.
    expect(await startOnce(here)).toContain("There is no tenant yet");
  });

  it("is not served to others by a console that is started by itself either", async () => {
    await using here = await place();
    await using database = await testDatabase();
    await seedDemo(database);
    const env = { DATABASE_URL: database.applicationUrl, PORTCULLIS_SECRET: "for-tests-only".padEnd(44, "!") };
    const server = fileURLToPath(new URL("../../console/dist/server.js", import.meta.url));
    for (const more of [production, mail, { HOST: "0.0.0.0" }]) {
      const refused = here.launch({ ...env, ...more }, server);
      expect(await refused.ended).toBe(1);
      expect(refused.said()).toContain("6 accounts of the demo data have the published password");
    }
  });
});
