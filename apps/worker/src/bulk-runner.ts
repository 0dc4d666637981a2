import type { InternalCaller } from "@portcullis/api/internal-router";
import type { Listener } from "@portcullis/db/listen";
import { tenantId } from "@portcullis/domain/ids";
import type { LineParts } from "./database-connection.ts";
import { type Poll, startPoll } from "./poll.ts";

/** A lost wake-up costs this long, in milliseconds. */
const pollMs = 1_000;
/** Bulk operations of one look: each gets a batch in turn. */
const dueAtMost = 100;

/** Carries bulk operations through, one batch at a time: a big one leaves room for whatever else is asked for. */
export function startBulkRunner(
  parts: LineParts & { readonly caller: InternalCaller; readonly listener: Listener },
): Poll {
  const { bulk } = parts.caller;
  return startPoll(
    {
      pollMs,
      due: () => bulk.due({ limit: dueAtMost }),
      work: async (due) => (await bulk.advance({ ...due, tenantId: tenantId(due.tenantId) })).outcome === "progress",
      isWakeUp: (change) => change.bulkId !== undefined,
    },
    parts,
  );
}
