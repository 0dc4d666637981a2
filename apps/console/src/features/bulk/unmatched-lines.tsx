"use client";

import type { BulkMember, BulkPreview } from "@portcullis/domain/bulk";
import { useTranslations } from "use-intl";
import { Callout } from "#ui/feedback/callout.tsx";
import { LabelledCheckbox } from "#ui/form/checkbox.tsx";
import type { PastedLine } from "./pasted-lines.ts";

interface UnmatchedLinesProps {
  readonly member: BulkMember;
  readonly unmatched: BulkPreview["unmatched"];
  /** As they were pasted, in the order in which they were sent. */
  readonly lines: readonly PastedLine[];
  readonly leavesOut: boolean;
  readonly onLeaveOut: (leavesOut: boolean) => void;
}

/** Lines of a pasted list that name nobody, or no one alone: edited first, or left out knowingly. */
export function UnmatchedLines({
  member,
  unmatched: { count, lines: shown },
  lines,
  leavesOut,
  onLeaveOut,
}: UnmatchedLinesProps) {
  const t = useTranslations();
  if (count === 0) return null;
  return (
    <div className="grid gap-2">
      <Callout tone="warning">
        <p>{t("bulk.linesDoNotNameOne", { count })}</p>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a keyboard scrolls it */}
        <ul tabIndex={0} aria-label={t("bulk.linesWithoutAMatch")} className="mt-1 max-h-40 overflow-y-auto text-xs">
          {shown.map(({ line, text, problem }) => (
            <li key={line} className="py-0.5 wrap-anywhere">
              {t(`bulk.problem.${problem}`, { line: lines[line - 1]?.line ?? line, text, member })}
            </li>
          ))}
        </ul>
        {count > shown.length && (
          <p className="mt-1 text-xs">{t("bulk.andMoreLines", { count: count - shown.length })}</p>
        )}
      </Callout>
      <LabelledCheckbox label={t("bulk.leaveLinesOut", { count })} checked={leavesOut} onChange={onLeaveOut} />
    </div>
  );
}
