"use client";

import { type BulkMember, bulkNamedMax } from "@portcullis/domain/bulk";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { countText } from "#ui/count-text.ts";
import { Field, Form } from "#ui/form/field.tsx";
import { Textarea } from "#ui/form/input.tsx";
import { Select } from "#ui/form/select.tsx";
import { FormDialog } from "#ui/overlay/form-dialog.tsx";
import { type ActionDraft, toAction } from "./action-draft.ts";
import { ActionFields } from "./action-fields.tsx";
import { verbGroups, verbRefusal } from "./bulk-verbs.ts";
import type { PastedLine } from "./pasted-lines.ts";

const formId = "bulk-action";

interface BulkFormDialogProps {
  readonly member: BulkMember;
  readonly draft: ActionDraft;
  readonly onDraftChange: (draft: ActionDraft) => void;
  /** Where whom it is about is pasted here too, and with that the verb chosen. */
  readonly list: PastedList | undefined;
  readonly busy: boolean;
  readonly failure: string | undefined;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
}

interface PastedList {
  readonly pasted: string;
  readonly lines: readonly PastedLine[];
  readonly onPaste: (pasted: string) => void;
}

/** Asks for what a bulk operation needs before it can be previewed. */
export function BulkFormDialog({ member, draft, onDraftChange, list, ...dialog }: BulkFormDialogProps) {
  const t = useTranslations();
  const me = useMe();
  const offered = verbGroups[member].flat();
  const refusal = verbRefusal(t, me, draft.verb);
  return (
    <FormDialog
      title={list ? t(`bulk.pasteAListOf.${member}`) : t(`bulk.verb.${draft.verb}`)}
      description={t("bulk.nothingChangesBeforeYouHave")}
      busy={dialog.busy}
      formId={formId}
      submitLabel={t("bulk.preview")}
      disabledReason={refusal ?? listProblem() ?? (toAction(draft) ? undefined : t("bulk.fillInWhatIsMissing"))}
      failure={dialog.failure}
      onClose={dialog.onClose}
    >
      <Form id={formId} onSubmit={dialog.onSubmit}>
        {list && (
          <>
            <Field
              label={t(`bulk.listOf.${member}`)}
              hint={list.lines.length === 0 ? t(`bulk.oneALine.${member}`) : countText(t, "entry", list.lines.length)}
            >
              <Textarea
                className="min-h-32"
                spellCheck={false}
                autoCapitalize="none"
                value={list.pasted}
                onChange={(event) => list.onPaste(event.target.value)}
              />
            </Field>
            <Field label={t("bulk.action")} error={refusal}>
              <Select
                value={draft.verb}
                options={offered.map((verb) => ({ value: verb, label: t(`bulk.verb.${verb}`) }))}
                onValueChange={(verb) => onDraftChange({ ...draft, verb })}
              />
            </Field>
          </>
        )}
        {refusal === undefined && (
          <ActionFields draft={draft} onChange={(change) => onDraftChange({ ...draft, ...change })} />
        )}
      </Form>
    </FormDialog>
  );

  function listProblem(): string | undefined {
    if (!list) return undefined;
    if (list.lines.length === 0) return t("bulk.pasteAListFirst");
    return list.lines.length > bulkNamedMax ? t("bulk.atMostAtOnce", { max: bulkNamedMax }) : undefined;
  }
}
