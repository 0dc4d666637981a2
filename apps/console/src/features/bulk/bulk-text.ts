import {
  type BulkOperation,
  type BulkOutcome,
  type BulkPreview,
  type BulkResult,
  type BulkStatus,
  type BulkVerb,
  bulkVerbs,
} from "@portcullis/domain/bulk";
import type { Translate } from "#i18n/translator.ts";
import { countText } from "#ui/count-text.ts";
import type { StatusTone } from "#ui/status.tsx";

/** What an operation does, and to how many: "Deactivate 30 people". */
export const actionTitle = (t: Translate, verb: BulkVerb, total: number): string =>
  t(`bulk.title.${verb}`, { members: countText(t, bulkVerbs[verb] === "user" ? "person" : "device", total) });

/** The same, with a word where it undoes another one. */
export const operationTitle = (t: Translate, { action: { verb }, total, undoes }: BulkOperation): string => {
  const title = actionTitle(t, verb, total);
  return undoes === null ? title : t("bulk.undoTitle", { title });
};

/** What happens to whom, were it started. */
export const consequence = (t: Translate, { operation, expected, devices }: BulkPreview): string =>
  t(`bulk.consequence.${operation.action.verb}`, { count: expected.changed, devices });

interface Variant {
  readonly tone: StatusTone;
  readonly label: string;
}

/** How each status looks. None is green: whether the changes are done is their own to say. */
export const statusVariants = (t: Translate): Readonly<Record<BulkStatus, Variant>> => ({
  preview: { tone: "hollow", label: t("bulk.status.preview") },
  waiting: { tone: "warning", label: t("common.waitingForApproval") },
  running: { tone: "accent", label: t("bulk.status.running") },
  done: { tone: "neutral", label: t("bulk.status.done") },
  cancelled: { tone: "hollow", label: t("bulk.status.cancelled") },
  stopped: { tone: "danger", label: t("bulk.status.stopped") },
  declined: { tone: "hollow", label: t("bulk.status.declined") },
});

/** How each outcome looks; `waiting` is before its turn. */
export const outcomeVariants = (t: Translate): Readonly<Record<BulkOutcome | "waiting", Variant>> => ({
  changed: { tone: "accent", label: t("bulk.outcome.changed") },
  unchanged: { tone: "hollow", label: t("bulk.outcome.unchanged") },
  refused: { tone: "warning", label: t("bulk.outcome.refused") },
  left_alone: { tone: "warning", label: t("bulk.outcome.left_alone") },
  failed: { tone: "danger", label: t("bulk.outcome.failed") },
  cancelled: { tone: "neutral", label: t("bulk.outcome.cancelled") },
  waiting: { tone: "hollow", label: t("bulk.outcome.waiting") },
});

/** How many have each outcome. */
export const outcomeCounts = (operation: BulkOperation): Readonly<Record<BulkOutcome | "waiting", number>> => ({
  changed: operation.changed,
  unchanged: operation.unchanged,
  refused: operation.refused,
  left_alone: operation.leftAlone,
  failed: operation.failed,
  cancelled: operation.cancelled,
  waiting: operation.total - handled(operation) - operation.cancelled,
});

/** How many have had their turn; those that were cancelled never had it. */
export const handled = (o: BulkOperation): number => o.changed + o.unchanged + o.refused + o.leftAlone + o.failed;

/** How the operation stands, in a sentence. What nobody decided in time counts as declined, as does what was withdrawn. */
export function progressSentence(t: Translate, operation: BulkOperation): string {
  const { status, changed, total, requestedBy, decidedBy } = operation;
  if (status !== "declined") return t(`bulk.progress.${status}`, { changed, total });
  const way = decidedBy === null ? "expired" : decidedBy.id === requestedBy.id ? "withdrawn" : "declined";
  return t(`bulk.progress.${way}`);
}

/** Reasons of the operation itself; those of single acts bring their own sentence. */
const ownReasons = ["changed_since", "no_longer_matches", "gone", "internal"] as const;

/** Why a member was not changed; undefined where there is nothing to say. */
export function resultReason(t: Translate, { reason, message }: BulkResult): string | undefined {
  const own = ownReasons.find((one) => one === reason);
  return own ? t(`bulk.reason.${own}`) : (message ?? undefined);
}

/** Somebody as a line names them. */
export const personName = (t: Translate, { name, email }: BulkOperation["requestedBy"]): string =>
  name ?? email ?? t("common.aDeletedPerson");
