"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#ui/button.tsx";
import { FailureNote } from "#ui/feedback/callout.tsx";
import { takeFocus } from "#ui/focus.ts";
import { Dialog, type DialogProps } from "./dialog.tsx";

type FormDialogProps = Omit<DialogProps, "open" | "footer"> & {
  /** Of the form inside, which the button submits. */
  formId: string;
  submitLabel: string;
  /** Why it cannot be submitted now. */
  disabledReason?: string | undefined;
  /** What came of it stands in the place of the form; then there is only Done. */
  isDone?: boolean | undefined;
  /** What went wrong; stays in the dialog. */
  failure?: ReactNode | undefined;
};

/** A form in a dialog of its own, and where there is something to show afterwards, that in its place. */
export function FormDialog(props: FormDialogProps) {
  const t = useTranslations();
  const { formId, submitLabel, disabledReason, isDone = false, failure, onClose, children, ...dialog } = props;
  return (
    <Dialog
      {...dialog}
      onClose={onClose}
      footer={
        isDone ? (
          <Button ref={takeFocus} variant="primary" onClick={onClose}>
            {t("common.done")}
          </Button>
        ) : (
          <>
            <Button disabled={dialog.busy} onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" form={formId} variant="primary" busy={dialog.busy} disabledReason={disabledReason}>
              {submitLabel}
            </Button>
          </>
        )
      }
    >
      {children}
      <FailureNote message={failure} />
    </Dialog>
  );
}
