"use client";

import { CircleAlert, CircleCheck } from "lucide-react";
import { useTranslations } from "use-intl";
import { Field } from "#ui/form/field.tsx";
import { Textarea } from "#ui/form/input.tsx";
import type { InvitedLine } from "./invited-lines.ts";

export interface InvitedListProps {
  readonly pasted: string;
  readonly lines: readonly InvitedLine[];
  readonly onChange: (pasted: string) => void;
}

/** A list to paste, and how each line was understood. */
export function InvitedList({ pasted, lines, onChange }: InvitedListProps) {
  const t = useTranslations();
  const wrong = lines.filter((line) => "error" in line).length;
  const readable = lines.length - wrong;
  return (
    <div className="grid grid-cols-1 gap-3">
      <Field
        label={t("common.people")}
        required
        hint={
          <>{t.rich("invitation.oneALineAnE", { part: (chunks) => <span className="font-mono">{chunks}</span> })}</>
        }
      >
        <Textarea
          rows={5}
          className="font-mono text-sm"
          spellCheck={false}
          autoComplete="off"
          value={pasted}
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
      {lines.length > 0 && (
        <div>
          <p aria-live="polite" className="text-sm text-ink-muted">
            {t.rich("invitation.otherPeopleToInvite", {
              readable,
              leftOut: () => wrong > 0 && t("invitation.otherLinesLeftOut", { wrong }),
            })}
          </p>
          <ul
            // It scrolls: a keyboard must be able to stand in it.
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
            tabIndex={0}
            aria-label={t("invitation.howTheListWasRead")}
            className="mt-1.5 max-h-36 divide-y divide-line overflow-y-auto rounded-md border border-line"
          >
            {lines.map((line, at) => (
              // Lines have no identity but their place, and several recipients may stand on one.
              // biome-ignore lint/suspicious/noArrayIndexKey: as above.
              // oxlint-disable-next-line react/no-array-index-key
              <PreviewLine key={at} line={line} />
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function PreviewLine({ line }: { readonly line: InvitedLine }) {
  const t = useTranslations();
  if ("error" in line) {
    return (
      <li className="flex items-start gap-2 px-3 py-1.5 text-sm">
        <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-danger-ink" />
        <span className="min-w-0 flex-1 wrap-anywhere">
          {line.text}
          <span className="block text-xs text-danger-ink">
            {t("invitation.line", { line: line.line, error: line.error })}
          </span>
        </span>
      </li>
    );
  }
  const name = [line.person.firstName, line.person.lastName].filter(Boolean).join(" ");
  return (
    <li className="flex items-start gap-2 px-3 py-1.5 text-sm">
      <CircleCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-success-ink" />
      <span className="min-w-0 flex-1 wrap-anywhere">
        {line.person.email}
        {name !== "" && <span className="text-ink-muted"> · {name}</span>}
      </span>
    </li>
  );
}
