import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { defaultDataFolder } from "../env.ts";

async function aClone(mode: number) {
  const path = await mkdtemp(join(tmpdir(), "portcullis-clone-"));
  await chmod(path, mode);
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

it("keeps the data in the clone, also for root where the database's user may enter", async () => {
  await using clone = await aClone(0o755);
  expect(await defaultDataFolder(clone.path, false)).toBe(join(clone.path, ".portcullis"));
  expect(await defaultDataFolder(clone.path, true)).toBe(join(clone.path, ".portcullis"));
});

it("keeps the data of a private clone, started by root, in a folder of that clone's own", async () => {
  await using clone = await aClone(0o700);
  await using other = await aClone(0o700);
  expect(await defaultDataFolder(clone.path, false)).toBe(join(clone.path, ".portcullis"));
  const folder = await defaultDataFolder(clone.path, true);
  expect(folder).toMatch(/^\/var\/lib\/portcullis\/portcullis-clone-/);
  expect(await defaultDataFolder(clone.path, true)).toBe(folder);
  expect(await defaultDataFolder(other.path, true)).not.toBe(folder);
});
