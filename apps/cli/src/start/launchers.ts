import { readFileSync } from "node:fs";
import { identityOf, isAlive, type ProcessIdentity } from "@portcullis/embedded-postgres/operating-system";

/** How often to look, in milliseconds. */
const intervalMs = 250;

/**
 * Tells when a package manager that runs this process is gone. npx, pnpm and the shells between do not all pass a
 * SIGTERM on, and nothing else tells a grandchild that it should end.
 */
export function watchLaunchers(onGone: () => void): void {
  const launchers = findLaunchers();
  const parent = process.ppid;
  const timer = setInterval(() => {
    const isGone = launchers.length > 0 && (process.ppid !== parent || !launchers.every(isAlive));
    if (!isGone) return;
    clearInterval(timer);
    onGone();
  }, intervalMs);
  timer.unref();
}

/** From the parent up to the outermost npx, npm or pnpm, with the shells between; none where nobody of them runs us. */
function findLaunchers(): ProcessIdentity[] {
  const found: ProcessIdentity[] = [];
  let outermost = 0;
  for (let pid = process.ppid; pid > 1; pid = parentOf(pid)) {
    const identity = identityOf(pid);
    const kind = kindOf(pid);
    if (!identity || kind === "other") break;
    found.push(identity);
    if (kind === "launcher") outermost = found.length;
  }
  return found.slice(0, outermost);
}

function kindOf(pid: number): "launcher" | "shell" | "other" {
  const [program = "", script = ""] = read(pid, "cmdline").split("\0");
  // npm calls itself "npm exec pnpm@…"; others are a program, or Node with a script.
  const isLauncher = [program.split(" ")[0] ?? "", script].some((path) =>
    /(^|\/)(npm|npx|pnpm|pnpx)(-cli)?(\.c?js|\.mjs)?$/.test(path),
  );
  if (isLauncher) return "launcher";
  return /(^|\/)(ba|da|z|k)?sh$/.test(program) ? "shell" : "other";
}

/** The fourth field of `stat` (proc(5)), counted after the name in brackets. */
function parentOf(pid: number): number {
  const stat = read(pid, "stat");
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1] ?? 0);
}

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
