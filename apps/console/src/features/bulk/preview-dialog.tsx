"use client";

import { type BulkPreview, bulkVerbs } from "@portcullis/domain/bulk";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { type AskedNumber, useBrake } from "#features/user/use-brake.tsx";
import type { Translate } from "#i18n/translator.ts";
import { describeApiError } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { AlertDialog } from "#ui/overlay/dialog.tsx";
import { useNow } from "#ui/time.tsx";
import { consequence, operationTitle } from "./bulk-text.ts";
import { verbs } from "./bulk-verbs.ts";
import type { PastedLine } from "./pasted-lines.ts";
import { PreviewCounts } from "./preview-counts.tsx";
import { UnmatchedLines } from "./unmatched-lines.tsx";
import { isPreviewOver, useStart } from "./use-operation.ts";
import type { Preview } from "./use-preview.ts";

interface PreviewDialogProps {
  /** While it is not known how many it is about. */
  readonly title: string;
  readonly preview: Preview;
  /** Where the members were pasted. */
  readonly pasted?: PastedPreview | undefined;
  readonly onClose: () => void;
  readonly onStarted: () => void;
}

interface PastedPreview {
  readonly lines: readonly PastedLine[];
  /** Back to the list. */
  readonly onEdit: () => void;
}

/** What a bulk operation would do, and the question before it does; nothing has been done yet. */
export function PreviewDialog({ title, preview, ...rest }: PreviewDialogProps) {
  const t = useTranslations();
  if (preview.data) {
    return <StartDialog key={preview.data.operation.id} data={preview.data} preview={preview} {...rest} />;
  }
  return (
    <AlertDialog
      onClose={rest.onClose}
      size="md"
      title={title}
      description={
        preview.failure === undefined ? (
          <>
            <output className="sr-only">{t("bulk.lookingAtWhatItWouldDo")}</output>
            <Skeleton className="h-32 w-full" />
          </>
        ) : (
          t("bulk.nothingHasBeenDone")
        )
      }
      error={preview.failure}
      action={{ label: t("common.retry"), variant: "primary", onAction: preview.again, ...waiting(t, preview) }}
    />
  );
}

const waiting = (t: Translate, { isPending }: Preview) =>
  isPending ? { disabledReason: t("bulk.lookingAtWhatItWouldDo") } : {};

interface StartDialogProps extends Omit<PreviewDialogProps, "title"> {
  readonly data: BulkPreview;
}

function StartDialog({ data, preview, pasted, onClose, onStarted }: StartDialogProps) {
  const t = useTranslations();
  const { operation, expected, unmatched } = data;
  const { verb } = operation.action;
  const [leavesOut, setLeavesOut] = useState(false);
  const brake = useBrake(askedNumber(t, data));
  const start = useStart(operation, { onStarted, onError: brake.onError });
  const isOver = useNow() >= Date.parse(operation.expiresAt) || isPreviewOver(start.error);
  const blocked =
    expected.changed === 0
      ? t("bulk.nothingWouldChange")
      : unmatched.count > 0 && !leavesOut
        ? t("bulk.editTheListOrLeave")
        : undefined;
  const leftOut = unmatched.count > 0 ? { leftOut: unmatched.count } : {};

  return (
    <AlertDialog
      onClose={onClose}
      size="md"
      title={operationTitle(t, operation)}
      description={consequence(t, data)}
      busy={start.isPending || preview.isPending}
      error={
        start.error && !brake.isBrake(start.error) && !isOver ? describeApiError(start.error).message : preview.failure
      }
      action={
        isOver
          ? { label: t("bulk.previewAgain"), variant: "primary", onAction: preview.again }
          : {
              label: t(`bulk.verb.${verb}`),
              variant: verbs[verb].isDanger ? "danger" : "primary",
              disabledReason: blocked ?? brake.disabledReason,
              onAction: () => start.mutate({ ...leftOut, ...(brake.typed !== undefined && { typed: brake.typed }) }),
            }
      }
      alternative={
        <Alternatives>
          {pasted && (
            <Button variant="ghost" disabled={start.isPending} onClick={pasted.onEdit}>
              {t("bulk.editTheList")}
            </Button>
          )}
          {brake.field && verb !== "user.delete" && !isOver && (
            <Button
              variant="ghost"
              disabledReason={blocked}
              disabled={start.isPending}
              onClick={() => start.mutate({ ...leftOut, ask: true })}
            >
              {t("bulk.askSomebodyElseToApprove")}
            </Button>
          )}
        </Alternatives>
      }
    >
      <PreviewCounts preview={data} />
      <UnmatchedLines
        member={bulkVerbs[verb]}
        unmatched={unmatched}
        lines={pasted?.lines ?? []}
        leavesOut={leavesOut}
        onLeaveOut={setLeavesOut}
      />
      {isOver ? (
        <Callout tone="warning">{t("bulk.thisPreviewIsOver")}</Callout>
      ) : (
        <>
          {brake.field}
          <TimeLeft until={operation.expiresAt} />
        </>
      )}
      {start.confirmation}
    </AlertDialog>
  );
}

const Alternatives = ({ children }: { readonly children: ReactNode }) => (
  <span className="flex flex-wrap gap-2 empty:hidden">{children}</span>
);

/** The number that has to be typed by hand, and why; undefined where none has to be. */
function askedNumber(t: Translate, { typed, brake, expected }: BulkPreview): AskedNumber | undefined {
  if (typed === null) return undefined;
  const isAbove = brake.losing > 0 && brake.within + brake.losing > brake.limit;
  return {
    number: typed,
    sentence: isAbove
      ? t("bulk.withThisYouWouldHave", { number: brake.within + brake.losing, limit: brake.limit })
      : t("bulk.deletingCannotBeUndone", { count: expected.changed }),
  };
}

/** How long the preview can be started. */
function TimeLeft({ until }: { readonly until: string }) {
  const t = useTranslations();
  const minutes = Math.ceil((Date.parse(until) - useNow()) / 60_000);
  return <p className="text-xs text-ink-muted">{t("bulk.thisCanBeStartedFor", { minutes })}</p>;
}
