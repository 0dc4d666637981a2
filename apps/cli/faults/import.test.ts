import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { environment } from "@portcullis/testing/env";
import { testDatabase } from "@portcullis/testing/test-database";
import { expect, it } from "vitest";

const fixtures = fileURLToPath(new URL("../../../packages/api/src/import/fixtures/", import.meta.url));

/** The commands as an operator runs them, on a database of one's own with the tenant `northwind`. */
async function operatorShell() {
  await using building = new AsyncDisposableStack();
  const database = building.use(await testDatabase());
  const folder = await mkdtemp(join(tmpdir(), "portcullis-import-"));
  building.defer(() => rm(folder, { recursive: true, force: true }));
  const env = {
    ...environment(),
    HOME: folder,
    DATABASE_OWNER_URL: database.ownerUrl,
    DATABASE_URL: database.applicationUrl,
    PUBLIC_URL: "https://console.northwind.test",
  };
  const run = (command: string, ...args: string[]) => runWith({}, command, ...args);
  const runWith = (more: Readonly<Record<string, string>>, command: string, ...args: string[]) =>
    new Promise<{ code: number; said: string }>((resolve) => {
      const script = fileURLToPath(new URL(`../src/tenant-${command}.ts`, import.meta.url));
      execFile(process.execPath, [script, "northwind", ...args], { env: { ...env, ...more } }, (error, out, err) =>
        resolve({ code: error ? Number(error.code) : 0, said: out + err }),
      );
    });
  expect(await run("create", "--owner-email", "owner@northwind.test")).toMatchObject({ code: 0 });
  const stack = building.move();
  return { folder, run, runWith, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

it("begins with the columns that it does not read, ends with counts, and exits with 1 where a line was refused", async () => {
  await using shell = await operatorShell();
  const report = join(shell.folder, "lines.txt");
  const { code, said } = await shell.run("import", `${fixtures}slack-members.csv`, "--activate", "--report", report);
  expect(said.split("\n")[0]).toBe(
    "Columns that are not read: username, billing-active, has-2fa, has-sso, userid, expiration-timestamp.",
  );
  expect(said).toContain("Who is disabled: status.");
  expect(said).toContain("1  created: inactive");
  expect([code, said.trimEnd().split("\n").at(-1)]).toEqual([
    1,
    "northwind, Slack columns: 2 created, 0 unchanged, 1 skipped.",
  ]);
  expect((await readFile(report, "utf8")).trimEnd().split("\n")).toHaveLength(3);
  expect((await stat(report)).mode & 0o777).toBe(0o600);
});

it("activates nobody by a file that does not say who is disabled", async () => {
  await using shell = await operatorShell();
  const refused = await shell.run("import", `${fixtures}entra-group-members.csv`, "--activate");
  expect(refused).toMatchObject({ code: 1, said: expect.stringContaining("--all-enabled") });
  const taken = await shell.run("import", `${fixtures}entra-group-members.csv`, "--activate", "--all-enabled");
  expect(taken.said).toContain("2 created, 0 unchanged, 1 skipped.");
});

it("invites nobody by such a file either, and makes no file for their links", async () => {
  await using shell = await operatorShell();
  const links = join(shell.folder, "links.csv");
  for (const way of [["--invite"], ["--links", links]]) {
    const refused = await shell.run("import", `${fixtures}entra-group-members.csv`, ...way);
    expect(refused).toMatchObject({ code: 1, said: expect.stringContaining("add --all-enabled") });
  }
  const taken = await shell.run("import", `${fixtures}entra-group-members.csv`, "--links", links, "--all-enabled");
  expect(taken.said).toContain("2 of 2 written.");
});

it("prints no private key of a dump with several interfaces, nor with lines that are broken", async () => {
  await using shell = await operatorShell();
  const secret = "I+M8xnLAcTIA27XMJa6b0b5pDJs2IjiydxVZBAXV+us=";
  const key = "DgDVunjXHJLxNrDspgsG2OnC/TQ9edjuC1mnyG9/3FQ=";
  const dump = join(shell.folder, "dump.txt");
  const names = join(shell.folder, "names.csv");
  const lines = [`${secret}\t${key}\t51820\toff`, `${secret}\t${key}\t51821\toff`, `${secret}\t${key}\t1`, secret];
  await writeFile(dump, lines.join("\n"));
  await writeFile(names, `publicKey,email,name\n${secret},owner@northwind.test,laptop\n`);
  const { code, said } = await shell.run("import-devices", dump, names);
  expect(code).toBe(1);
  expect(said).toContain("The dump contains 2 interfaces");
  expect(said).not.toContain(secret);
});

it("writes links into a file of one's own, and voids them", async () => {
  await using shell = await operatorShell();
  const people = join(shell.folder, "people.csv");
  const links = join(shell.folder, "links.csv");
  await writeFile(people, "email\nada@northwind.test\nbo@northwind.test\n");
  const made = await shell.run("import", people, "--links", links, "--all-enabled");
  expect(made).toMatchObject({ code: 0, said: expect.stringContaining("2 of 2 written.") });
  expect((await stat(links)).mode & 0o777).toBe(0o600);
  const written = (await readFile(links, "utf8")).trimEnd().split("\n");
  expect(written).toHaveLength(3);
  expect(written[1]).toMatch(/^ada@northwind\.test,https:\/\/console\.northwind\.test\/invitation#[\w-]{64}$/);
  expect((await shell.run("import", people, "--links", links, "--all-enabled")).said).toContain("it already exists");
  const run = /void-links northwind (\S+)/.exec(made.said)?.[1] ?? "";
  expect((await shell.run("void-links", run)).said).toContain("2 links are revoked.");
});

it("queues mails for the worker, says how far it is, and stops them", async () => {
  await using shell = await operatorShell();
  const people = join(shell.folder, "people.csv");
  await writeFile(people, "email,status\nada@northwind.test,active\nbo@northwind.test,suspended\n");
  const mail = { SMTP_URL: "smtp://127.0.0.1:9", MAIL_FROM: "console@northwind.test" };
  expect(await shell.run("import", people, "--invite")).toMatchObject({
    code: 1,
    said: expect.stringContaining("--invite needs SMTP_URL") as string,
  });
  const queued = await shell.runWith(mail, "import", people, "--invite", "--no-wait");
  expect(queued).toMatchObject({ code: 0, said: expect.stringContaining("1 invitations are queued") as string });
  expect((await shell.run("invitations")).said).toContain("northwind: 0 of 1 sent.");
  expect((await shell.run("invitations", "--stop")).said).toContain("stopped; 1 waiting invitations are not sent.");
  expect((await shell.run("invitations", "--stop")).said).toContain("no invitation is waiting");
});

it("sums a long file up by kind, shows the first refused lines alone, and counts the links", async () => {
  await using shell = await operatorShell();
  const people = join(shell.folder, "people.csv");
  const good = Array.from({ length: 1_200 }, (_, at) => `p${at}@northwind.test`);
  const bad = Array.from({ length: 60 }, (_, at) => `nobody ${at}`);
  await writeFile(people, ["email", ...bad, ...good].join("\n"));
  const tried = await shell.run("import", people, "--dry-run");
  expect(tried.code).toBe(1);
  const lines = tried.said.trimEnd().split("\n");
  expect(lines.filter((line) => line.startsWith("line "))).toHaveLength(20);
  expect(lines.slice(-4)).toEqual([
    "… and 40 more that were skipped; --report FILE writes all of them.",
    "        60  skipped: email: Not an e-mail address.",
    "     1,200  created: pending",
    "northwind, plain columns: 1200 would be created, 0 unchanged, 60 skipped. Nothing was changed.",
  ]);
  const { said } = await shell.run("import", people, "--all-enabled", "--links", join(shell.folder, "links.csv"));
  expect(said).toContain("1200 created, 0 unchanged, 60 skipped.");
  expect(said).toContain("1,200 of 1,200 written.");
});
