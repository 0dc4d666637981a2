import { chmod, mkdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { prepareFolder, serverFolder } from "./folder.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const nobody = { uid: 65_534, gid: 65_534 };

it("says in a sentence that the server's user cannot reach the folder", async () => {
  await using outer = await temporaryFolder("private-");
  await chmod(outer.path, 0o700);
  await expect(prepareFolder(serverFolder(join(outer.path, "data")), nobody)).rejects.toThrow(
    /has no access to .* Set PORTCULLIS_DATA/,
  );
});

it("does not open a folder that holds somebody else's files", async () => {
  await using home = await temporaryFolder("home-");
  await chmod(home.path, 0o700);
  await writeFile(join(home.path, "letter"), "");
  await expect(prepareFolder(serverFolder(home.path), nobody)).rejects.toThrow(/has no access to/);
  expect((await stat(home.path)).mode & 0o777).toBe(0o700);
});

it("keeps the folder to its owner when the server runs as that owner", async () => {
  await using outer = await temporaryFolder("own-");
  const folder = serverFolder(join(outer.path, "a", "b"));
  await mkdir(join(outer.path, "a"));
  await prepareFolder(folder, undefined);
  expect((await stat(folder.root)).mode & 0o777).toBe(0o700);
});
