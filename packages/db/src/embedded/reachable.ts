import { realpath, stat } from "node:fs/promises";
import { dirname } from "node:path";

const othersMayRead = 0o004;
const othersMayEnter = 0o001;

/** Whether a stranger (here: `nobody`) may read the file, or enter the folder, and every folder above it. */
export async function isReachableByOthers(path: string): Promise<boolean> {
  const real = await realpath(path);
  const found = await stat(real);
  if (!found.isDirectory() && !(found.mode & othersMayRead)) return false;
  for (let at = found.isDirectory() ? real : dirname(real); ; at = dirname(at)) {
    if (!((await stat(at)).mode & othersMayEnter)) return false;
    if (at === dirname(at)) return true;
  }
}
