"use client";

import type { BulkMember, BulkSet, BulkVerb } from "@portcullis/domain/bulk";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { emptyDraft, toAction } from "./action-draft.ts";
import { BulkFormDialog } from "./bulk-form-dialog.tsx";
import { hasField } from "./bulk-verbs.ts";
import { readPastedLines } from "./pasted-lines.ts";
import { PreviewDialog } from "./preview-dialog.tsx";
import type { Preview } from "./use-preview.ts";

interface BulkDialogProps {
  readonly member: BulkMember;
  /** What it begins with; pasting a list, one can choose another. */
  readonly verb: BulkVerb;
  /** Whom it is about; undefined where a list is pasted. */
  readonly of: BulkSet | undefined;
  /** Already loading where the verb takes nothing besides whom. */
  readonly preview: Preview;
  readonly onClose: () => void;
  readonly onStarted: () => void;
}

/** A bulk operation from its form to its start: what it takes, what it would do, and the question before it does. */
export function BulkDialog({ member, verb, of, preview, onClose, onStarted }: BulkDialogProps) {
  const t = useTranslations();
  const [draft, setDraft] = useState(() => emptyDraft(verb));
  const [pasted, onPaste] = useState("");
  const lines = readPastedLines(pasted);
  const isPasted = of === undefined;

  function look(): void {
    const action = toAction(draft);
    if (action) preview.load({ action, of: of ?? { by: "list", lines: lines.map(({ text }) => text) } });
  }

  if (preview.data === undefined && (isPasted || hasField(verb))) {
    return (
      <BulkFormDialog
        member={member}
        draft={draft}
        onDraftChange={setDraft}
        list={isPasted ? { pasted, lines, onPaste } : undefined}
        busy={preview.isPending}
        failure={preview.failure}
        onSubmit={look}
        onClose={onClose}
      />
    );
  }
  return (
    <PreviewDialog
      title={t(`bulk.verb.${draft.verb}`)}
      preview={preview}
      pasted={isPasted ? { lines, onEdit: preview.reset } : undefined}
      onClose={onClose}
      onStarted={onStarted}
    />
  );
}
