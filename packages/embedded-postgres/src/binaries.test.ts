import { execFileSync } from "node:child_process";
import { chmod, cp, mkdir, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { findBinaries } from "./binaries.ts";
import { isReachableByOthers } from "./server-user.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const nobody = { uid: 65_534, gid: 65_534 };

it("copies the server out of a private clone, once, and so that everybody can run it", async () => {
  await using clone = await temporaryFolder("clone-");
  await using data = await temporaryFolder("data-");
  await chmod(data.path, 0o711);
  const shipped = join(clone.path, "native");
  const original = join(dirname((await findBinaries(undefined, "")).postgres), "..");
  // What nobody reads here is most of the files.
  const filter = (path: string) => !/\/share\/postgresql\/(timezone|extension)/.test(path);
  await cp(original, shipped, { recursive: true, verbatimSymlinks: true, filter });
  await writeFile(join(clone.path, "package.json"), JSON.stringify({ version: "18.4.0-beta.17" }));
  const aside = join(data.path, "postgresql");
  await mkdir(aside);

  const found = await findBinaries(nobody, aside, shipped);
  expect(found.postgres.startsWith(aside)).toBe(true);
  expect(await isReachableByOthers(found.postgres)).toBe(true);
  expect(String(execFileSync(found.postgres, ["--version"]))).toMatch(/18\.4/);
  const { ino } = await stat(found.postgres);
  const again = await findBinaries(nobody, aside, shipped);
  expect((await stat(again.postgres)).ino).toBe(ino);
});

it("runs the server from where it lies when its user is the caller", async () => {
  await using data = await temporaryFolder("data-");
  expect((await findBinaries(undefined, data.path)).postgres.startsWith(data.path)).toBe(false);
});
