import { readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readOrCreateSecret } from "./secret-file.ts";
import { temporaryFolder } from "./temporary-folder.ts";

it("makes a long secret once, for its owner alone, however many ask at the same time", async () => {
  await using folder = await temporaryFolder("secret-");
  const path = join(folder.path, "secret");
  const secrets = await Promise.all(Array.from({ length: 20 }, () => readOrCreateSecret(path)));
  expect(new Set(secrets).size).toBe(1);
  expect(await readOrCreateSecret(path)).toBe(secrets[0]);
  expect(secrets[0]).toMatch(/^[\w-]{43}$/);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder.path)).toEqual(["secret"]);
});

it("does not take an emptied file for a secret", async () => {
  await using folder = await temporaryFolder("secret-");
  const path = join(folder.path, "secret");
  await writeFile(path, "\n");
  await expect(readOrCreateSecret(path)).rejects.toThrow(/is empty/);
});
