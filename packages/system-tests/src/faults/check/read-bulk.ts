import { setTimeout as sleep } from "node:timers/promises";
import type { Api } from "../../network/api.ts";
import { outcomeOf } from "../traffic/outcome.ts";
import type { BulkRead } from "./check-bulk.ts";

const pollMs = 200;
/** Milliseconds: for a console that is on its way back. */
const patienceMs = 60_000;

/** A bulk operation as the API shows it, undefined where it is not there. @throws where it is not answered within a minute */
export async function readBulkOver({ bulk }: Api, id: string): Promise<BulkRead | undefined> {
  for (const began = performance.now(); ; await sleep(pollMs)) {
    const read = await outcomeOf(async (): Promise<BulkRead> => {
      const [operation, { items }] = [await bulk.get.query({ id }), await bulk.results.query({ id, limit: 100 })];
      return { operation, results: items };
    });
    if (read.kind === "accepted") return read.answer;
    if (read.kind === "refused" && read.code === "NOT_FOUND") return undefined;
    if (performance.now() - began > patienceMs) throw new Error(`Nobody answers what became of ${id}.`);
  }
}
