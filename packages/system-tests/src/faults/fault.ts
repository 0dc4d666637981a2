import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "@portcullis/api/testing/random";
import type { Part } from "./test-bed/part.ts";
import type { TestBed } from "./test-bed/test-bed.ts";

/** Something that goes wrong, until it is over. */
export interface Fault {
  readonly kind: string;
  /** Whom it befalls. */
  readonly part: string;
  /** Whether nothing else may go wrong meanwhile. */
  readonly isAlone?: boolean;
  readonly inject: (drawn: Drawn) => Promise<void>;
}

/** What chance decides of a fault, drawn before any strikes: the order of the draws is then the seed's. */
export interface Drawn {
  /** Milliseconds: shorter and longer than what the product waits for locks, statements and idle transactions. */
  readonly lastingMs: number;
  /** Seconds that a clock will be ahead of the right time. */
  readonly aheadSeconds: number;
}

const farthestSeconds = 20 * 3600;

export function draw({ below }: Random): Drawn {
  return { lastingMs: 300 + below(7_000), aheadSeconds: below(2 * farthestSeconds) - farthestSeconds };
}

/** Every fault that can befall the product, each kind of each part. */
export function faultsOf(testBed: TestBed): Fault[] {
  return [...testBed.parts.flatMap(faultsOfPart), ...faultsOfDatabase(testBed)];
}

function faultsOfPart(part: Part): Fault[] {
  const { name, line, clock } = part;
  const faults: Fault[] = [
    { kind: "killed", part: name, inject: () => part.signal("SIGKILL") },
    { kind: "restarted", part: name, inject: () => part.signal(name === "database" ? "SIGINT" : "SIGTERM") },
  ];
  if (name !== "database") {
    faults.push({
      kind: "stopped",
      part: name,
      async inject({ lastingMs }) {
        await part.signal("SIGSTOP");
        await sleep(lastingMs);
        await part.signal("SIGCONT");
      },
    });
  }
  if (line) {
    faults.push({
      kind: "half open",
      part: name,
      async inject({ lastingMs }) {
        line.silence();
        await sleep(lastingMs);
        // What is lost on the way is not sent again here: the far end comes back and knows nothing of the connection.
        line.reset();
        line.mend();
      },
    });
    faults.push({
      kind: "cut off",
      part: name,
      async inject({ lastingMs }) {
        line.cut();
        await sleep(lastingMs);
        line.mend();
      },
    });
    faults.push({ kind: "reset", part: name, inject: async () => line.reset() });
  }
  if (clock) {
    faults.push({ kind: "clock moved", part: name, inject: ({ aheadSeconds }) => clock.move(aheadSeconds) });
  }
  return faults;
}

function faultsOfDatabase({ postgresql, disk }: TestBed): Fault[] {
  const part = "database";
  return [
    {
      kind: "stopped",
      part,
      async inject({ lastingMs }) {
        await postgresql.signalAll("SIGSTOP");
        await sleep(lastingMs);
        await postgresql.signalAll("SIGCONT");
      },
    },
    { kind: "one backend killed", part, inject: () => postgresql.signalBackend("SIGKILL") },
    {
      kind: "disk full",
      part,
      async inject({ lastingMs }) {
        await disk.fill();
        await sleep(lastingMs);
        await disk.empty();
      },
    },
  ];
}
