"use client";

import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import { type ReactNode, useRef } from "react";
import { Button } from "#ui/button.tsx";
import type { ButtonVariant } from "#ui/button-class.ts";
import { FailureNote } from "#ui/feedback/failure-note.tsx";
import { type DialogSize, dialogClass, scrimClass, viewportClass } from "./dialog-class.ts";

export type AlertDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Verb and name: "Deactivate Ada Lovelace". */
  title: ReactNode;
  /** The consequence, first. */
  description: ReactNode;
  children?: ReactNode | undefined;
  /** The verb of the title again. */
  action: { label: string; onAction: () => void; variant?: ButtonVariant; disabledReason?: string | undefined };
  /** A milder way out, at the left. */
  alternative?: ReactNode | undefined;
  cancelLabel?: string | undefined;
  busy?: boolean | undefined;
  /** What went wrong; stays in the dialog. */
  error?: ReactNode | undefined;
  size?: DialogSize | undefined;
  /** What came of it, in the place of the question; then there is only Close: what came of it may not be over. */
  outcome?: ReactNode | undefined;
};

/** A question before something happens. Focus starts on Cancel, so Enter never fires the action. */
export function AlertDialog(props: AlertDialogProps) {
  const { open, onOpenChange, title, description, children, action, alternative, busy = false, error, outcome } = props;
  const cancel = useRef<HTMLButtonElement>(null);
  return (
    <Base.Root open={open} onOpenChange={(next) => !busy && onOpenChange(next)}>
      <Base.Portal>
        <Base.Backdrop className={scrimClass} />
        <Base.Viewport className={viewportClass}>
          <Base.Popup initialFocus={cancel} className={dialogClass(props.size ?? "sm")}>
            <div className="min-h-0 overflow-y-auto px-5 pt-5 pb-4">
              <Base.Title className="text-lg font-semibold text-balance">{title}</Base.Title>
              {outcome === undefined ? (
                <>
                  <Base.Description render={<div />} className="mt-2 text-base text-ink-muted">
                    {description}
                  </Base.Description>
                  {children !== undefined && (
                    <div className="mt-4 flex flex-col gap-4 text-base empty:hidden">{children}</div>
                  )}
                </>
              ) : (
                <div className="mt-4">{outcome}</div>
              )}
              <FailureNote message={error} />
            </div>
            <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-5 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
              {outcome === undefined && alternative !== undefined && <div className="mr-auto">{alternative}</div>}
              <Base.Close
                disabled={busy}
                render={
                  <Button ref={cancel}>{outcome === undefined ? (props.cancelLabel ?? "Cancel") : "Close"}</Button>
                }
              />
              {outcome === undefined && (
                <Button
                  variant={action.variant ?? "danger"}
                  busy={busy}
                  disabledReason={action.disabledReason}
                  onClick={action.onAction}
                >
                  {action.label}
                </Button>
              )}
            </footer>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
