import type { NotedHead } from "@portcullis/domain/audit-seal";
import { conflict } from "@portcullis/domain/errors";
import type { Breach } from "./breach.ts";
import type { Link } from "./check-seal.ts";

export interface Witness {
  /** Told of each place that the chain passes, the checkpoint first. */
  at(link: Link): Breach | undefined;
  /** Told of the last one. */
  atEnd(link: Link): Breach | undefined;
}

/** Holds the chain against a head that was noted elsewhere; without one, against nothing. */
export function meetsWitness(noted: NotedHead | undefined): Witness {
  let isFirst = true;
  return {
    at({ number, hash }) {
      if (noted && isFirst && noted.number < number) {
        throw conflict(
          "trail_removed",
          `The audit log up to seal ${number} has been removed by audit:prune. Verify against a head that was noted later.`,
        );
      }
      isFirst = false;
      if (noted?.number !== number || hash.toString("hex") === noted.hash) return undefined;
      return { kind: "rewritten", seal: number };
    },
    atEnd: ({ number }) => (noted && noted.number > number ? { kind: "trail_cut", seal: number + 1 } : undefined),
  };
}
