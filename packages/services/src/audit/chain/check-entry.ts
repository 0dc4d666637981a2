import { isCheckable, provesDetails, provesOrigin } from "@portcullis/db/audit-proof";
import type { BreachKind } from "./breach.ts";
import type { Entry } from "./read-entries.ts";

type Found = BreachKind | "unproven" | undefined;

/**
 * Whether what is kept apart of an event is what the event proves. `unproven`: a version wrote it that left no proof which
 * can be checked. What was erased with its person is not missed.
 */
export function checkEntry(entry: Entry): Found {
  const found = [checkDetails(entry), checkOrigin(entry)];
  return found.find((kind) => kind !== undefined && kind !== "unproven") ?? found.find((kind) => kind !== undefined);
}

function checkDetails({ event, details, keepsDetails }: Entry): Found {
  const { detailsHash } = event;
  if (!details) return detailsHash && keepsDetails ? "details_missing" : undefined;
  if (!detailsHash) return "details_added";
  if (details.subjectId !== event.subjectId) return "details_altered";
  if (!isCheckable(detailsHash)) return "unproven";
  return provesDetails(detailsHash, details.salt, details.details) ? undefined : "details_altered";
}

function checkOrigin({ event, origin, keepsOrigin }: Entry): Found {
  const { originHash } = event;
  if (!origin) return originHash && keepsOrigin ? "origin_missing" : undefined;
  if (origin.personId !== (event.actorId ?? event.subjectId)) return "origin_altered";
  if (!originHash) return origin.salt ? "origin_added" : "unproven";
  return origin.salt && provesOrigin(originHash, origin.salt, origin) ? undefined : "origin_altered";
}
