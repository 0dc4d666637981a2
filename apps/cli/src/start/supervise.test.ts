import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { databaseUnreachableExitCode } from "@portcullis/db/unavailable";
import { freePort } from "@portcullis/embedded-postgres/operating-system";
import { expect, it } from "vitest";
import { environment } from "../env.ts";
import { supervise } from "./supervise.ts";

const backOffMs = [10, 10, 10, 10, 20];

/** Counts its starts in a file, then does what `program` says; `serve` makes it ready. */
async function aService(program: string) {
  const folder = await mkdtemp(join(tmpdir(), "portcullis-supervise-"));
  const port = await freePort();
  const script = join(folder, "service.mjs");
  const starts = join(folder, "starts");
  await writeFile(
    script,
    `import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
    import { createServer } from "node:http";
    process.on("disconnect", () => process.exit(0));
    process.on("message", (message) => writeFileSync("message", JSON.stringify(message)));
    process.on("SIGTERM", () => process.exit(0));
    appendFileSync("starts", ".");
    const count = readFileSync("starts", "utf8").length;
    let wasAsked = () => {};
    const serve = () => createServer((_, response) => { response.end("ok"); response.on("finish", () => wasAsked()); }).listen(${port}, "127.0.0.1");
    ${program}`,
  );
  return {
    service: {
      name: "worker",
      args: [script],
      cwd: folder,
      env: environment(),
      readyUrl: `http://127.0.0.1:${port}/health/ready`,
      metricsPort: 0,
      logFile: join(folder, "log"),
      watched: [],
    },
    starts: async () => (await readFile(starts, "utf8").catch(() => "")).length,
    message: () => readFile(join(folder, "message"), "utf8").catch(() => ""),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

it("starts a service that has worked again, however often it dies, and says so without end", async () => {
  // Eight processes that work and die at once, then one that stays.
  await using here = await aService("serve(); if (count < 9) wasAsked = () => setImmediate(() => process.exit(3));");
  const said: string[] = [];
  const working: boolean[] = [];
  const supervised = supervise(here.service, (sentence) => said.push(sentence), {
    backOffMs,
    onWorking: (isWorking) => working.push(isWorking),
  });
  await supervised.ready;
  await expect.poll(here.starts).toBe(9);
  await expect.poll(() => working.at(-1)).toBe(true);
  expect(working.filter((isWorking) => !isWorking)).toHaveLength(8);
  expect(said.slice(0, 5).map((sentence) => sentence.replace(/ Its log.*/, ""))).toEqual([
    ...Array<string>(4).fill("The worker ended (exit code 3) and is being restarted."),
    "The worker ended (exit code 3) for the 5th time and is restarted every 0.02 seconds until it works.",
  ]);
  expect(said.at(-1)).toBe("The worker is running again.");
  await supervised.stop();
});

it("gives up a service that never worked, but for one that the database does not answer", async () => {
  await using broken = await aService('console.error("No such setting."); process.exit(1);');
  const hopeless = supervise(broken.service, () => {}, { backOffMs });
  expect(await hopeless.failed).toContain("The worker ended (exit code 1): No such setting.");
  expect(await broken.starts()).toBe(2);
  await hopeless.stop();

  await using waiting = await aService(`if (count < 8) process.exit(${databaseUnreachableExitCode}); serve();`);
  const patient = supervise(waiting.service, () => {}, { backOffMs });
  await patient.ready;
  expect(await waiting.starts()).toBe(8);
  await patient.stop();
});

it("brings a message to each new process", async () => {
  await using here = await aService("serve(); if (count < 3) wasAsked = () => process.exit(3);");
  const supervised = supervise(here.service, () => {}, { backOffMs });
  supervised.inform({ kind: "worker", isWorking: false });
  await expect.poll(here.starts).toBe(3);
  await expect.poll(here.message).toBe('{"kind":"worker","isWorking":false}');
  await supervised.stop();
});
