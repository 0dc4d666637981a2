import { readFileSync } from "node:fs";

/** A process beyond its number, which the kernel gives to others later: number and start time (clock ticks since boot). */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startedAt: string;
}

/** Who has this number now; undefined when nobody has, or only a zombie. Linux only: it reads `/proc` (proc(5), `stat`). */
export function identityOf(pid: number): ProcessIdentity | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field, the name in brackets, may itself hold blanks and brackets.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [state, startedAt] = [fields[0], fields[19]];
    return startedAt === undefined || state === "Z" || state === "X" ? undefined : { pid, startedAt };
  } catch {
    return undefined;
  }
}

/** Whether that very process still runs. */
export function isAlive(identity: ProcessIdentity): boolean {
  return identityOf(identity.pid)?.startedAt === identity.startedAt;
}
