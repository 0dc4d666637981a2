import type { Breach } from "./chain/breach.ts";

/** What is wrong and where, in a sentence that begins with the tenant. */
export function describeBreach(slug: string, breach: Breach): string {
  return `${slug}: ${placeOf(breach)}: ${errorMessage(breach)}`;
}

function placeOf({ seal, position, eventId }: Breach): string {
  const parts = [
    seal === null ? "no seal" : `seal ${seal}`,
    position === undefined ? undefined : `position ${position}`,
    eventId === undefined ? undefined : `event ${eventId}`,
  ];
  return parts.filter((part) => part !== undefined).join(", ");
}

function errorMessage({ kind, other }: Breach): string {
  switch (kind) {
    case "event_altered":
      return "the event was altered after it was sealed.";
    case "event_missing":
      return "the event is missing.";
    case "events_swapped":
      return `the event was swapped: the one at this position was sealed as event ${other?.eventId}, seal ${other?.seal}, position ${other?.position}.`;
    case "event_added":
      return "the event was added outside the chain: no seal contains it, and it is not waiting for one.";
    case "event_sealed_twice":
      return "the event is listed twice, in seals or in the queue.";
    case "waiting_event_missing":
      return "the event is missing; it was waiting for its seal.";
    case "details_altered":
      return "the details were altered.";
    case "details_added":
      return "details were added; the event had none.";
    case "details_missing":
      return "the details are missing, and the person they are about was not deleted.";
    case "origin_altered":
      return "the origin was altered.";
    case "origin_added":
      return "an origin was added; the event had none.";
    case "origin_missing":
      return "the origin is missing, and the person who acted was not deleted.";
    case "seal_altered":
      return "the seal was altered.";
    case "seal_missing":
      return "the seal is missing.";
    case "seals_swapped":
      return `the seal was swapped: the one at this position was made as seal ${other?.seal}.`;
    case "trail_cut":
      return "the audit log was cut: this seal and everything after it are missing.";
    case "head_altered":
      return "the head was altered: it does not name the last seal, which is this one, or its count of events is wrong.";
    case "head_missing":
      return "the head is missing; this seal is the last.";
    case "checkpoint_altered":
      return "the audit log was cut at the front, or its checkpoint was altered: no audit:prune removed exactly this part.";
    case "rewritten":
      return "the seal differs from the noted head: the audit log was rewritten at this seal or before it.";
    default:
      return kind satisfies never;
  }
}
