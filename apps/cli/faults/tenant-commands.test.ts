import { execFile } from "node:child_process";
import { join } from "node:path";
import { testDatabase } from "@portcullis/testing/test-database";
import { expect, it } from "vitest";
import { environment } from "../src/env.ts";

interface Ended {
  readonly code: number;
  readonly said: string;
}

/** Runs a command as an operator does, on a database of one's own, with nobody to be asked. */
function command(database: { ownerUrl: string; applicationUrl: string }, name: string, ...args: string[]) {
  const env = { ...environment(), DATABASE_OWNER_URL: database.ownerUrl, DATABASE_URL: database.applicationUrl };
  return new Promise<Ended>((resolve) => {
    execFile(process.execPath, [join(import.meta.dirname, `../src/${name}.ts`), ...args], { env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, said: out + err }),
    );
  });
}

it("suspends a tenant, resumes it, and lets its owner in again, each once and with a sentence", {
  timeout: 120_000,
}, async () => {
  await using database = await testDatabase();
  const run = (name: string, ...args: string[]) => command(database, name, ...args);
  const created = await run("tenant-create", "NorthWind", "--owner-email", "olga@northwind.test");
  expect(created.said).toContain("olga@northwind.test");
  expect(created.said).toContain("The tenant northwind (NorthWind) is created.");
  expect(created.said).toContain("at        http://localhost:3000/sign-in");

  expect(await run("tenant-suspend", "northwind", "--reason", "unpaid")).toEqual({
    code: 0,
    said: "northwind: suspended. Ended: 0 sessions.\n",
  });
  expect((await run("tenant-suspend", "northwind")).said).toBe("northwind: is suspended already.\n");

  const { code, said } = await run("tenant-recover-owner", "northwind");
  expect(code).toBe(0);
  expect(said).toContain("olga@northwind.test");
  expect(said).toMatch(/password {2}[0-9a-z]{5}(-[0-9a-z]{5}){3} {2}\(shown this once\)/);
  expect(said).toContain("The tenant is suspended: nobody can sign in until you run tenant:resume northwind.");

  expect((await run("tenant-resume", "northwind")).said).toBe("northwind: resumed.\n");
  expect((await run("tenant-resume", "northwind")).said).toBe("northwind: is not suspended.\n");

  const names = ["tenant-suspend", "tenant-resume", "tenant-recover-owner"];
  const asked = await Promise.all(names.map(async (name) => [await run(name, "nobody"), await run(name, "--help")]));
  for (const [unknown, help] of asked) {
    expect(unknown).toEqual({ code: 1, said: expect.stringContaining("tenant: nobody") as string });
    expect(help).toEqual({ code: 0, said: expect.stringContaining("<slug>") as string });
  }
});
