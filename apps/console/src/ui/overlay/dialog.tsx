"use client";

import { AlertDialog as BaseAlertDialog } from "@base-ui/react/alert-dialog";
import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { clsx } from "clsx";
import { X } from "lucide-react";
import { type ReactNode, type RefObject, useRef } from "react";
import { useTranslations } from "use-intl";
import { Button, IconButton } from "#ui/button.tsx";
import type { ButtonVariant } from "#ui/button-class.ts";
import { FailureNote } from "#ui/feedback/callout.tsx";

export type DialogProps = {
  /** Where it is not mounted for as long as it is open. */
  open?: boolean | undefined;
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode | undefined;
  children?: ReactNode | undefined;
  /** The row of buttons, the most important last. */
  footer?: ReactNode | undefined;
  size?: DialogSize | undefined;
  initialFocus?: RefObject<HTMLElement | null> | undefined;
  /** While something runs: neither Escape nor the cross closes it. */
  busy?: boolean | undefined;
  /** Shows what cannot be shown again: only its buttons close it, no stray click and no Escape. */
  once?: boolean | undefined;
};

export function Dialog(props: DialogProps) {
  const t = useTranslations();
  const { open = true, onClose, title, description, children, footer, size = "md", initialFocus } = props;
  const { busy = false, once = false } = props;
  return (
    <BaseDialog.Root
      open={open}
      onOpenChange={(next, { reason }) => !next && !busy && !(once && reason !== "close-press") && onClose()}
    >
      <BaseDialog.Portal>
        <BaseDialog.Backdrop forceRender className={scrimClass} />
        <BaseDialog.Viewport className={viewportClass}>
          <BaseDialog.Popup {...(initialFocus ? { initialFocus } : {})} className={dialogClass(size)}>
            <header className="px-5 pt-4.5 pr-14">
              <BaseDialog.Title className="text-lg font-semibold">{title}</BaseDialog.Title>
              {description !== undefined && (
                <BaseDialog.Description className="mt-1 text-base text-ink-muted">{description}</BaseDialog.Description>
              )}
            </header>
            <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4 text-base">{children}</div>
            {footer !== undefined && (
              <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
                {footer}
              </footer>
            )}
            {/* Last, so that the focus starts on the content. */}
            <BaseDialog.Close
              disabled={busy}
              render={
                <IconButton size="sm" label={t("common.close")} icon={<X />} className="absolute! top-4 right-4" />
              }
            />
          </BaseDialog.Popup>
        </BaseDialog.Viewport>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

type DialogSize = "sm" | "md" | "lg";

const widths: Readonly<Record<DialogSize, string>> = { sm: "sm:max-w-md", md: "sm:max-w-lg", lg: "sm:max-w-2xl" };

/** A card in the middle; below 640 px a sheet that rises from the lower edge. */
function dialogClass(size: DialogSize): string {
  return clsx(
    "relative flex w-full flex-col bg-raised text-ink shadow-sheet outline-hidden",
    "max-h-[calc(100dvh-2.5rem)] rounded-t-lg sm:max-h-full sm:rounded-lg",
    "transition-[translate,scale,opacity] duration-150 ease-quick",
    "max-sm:data-ending-style:translate-y-full max-sm:data-starting-style:translate-y-full",
    "sm:data-ending-style:scale-[0.98] sm:data-ending-style:opacity-0 sm:data-starting-style:scale-[0.98] sm:data-starting-style:opacity-0",
    widths[size],
  );
}

/** Above a dialog that another one is opened from, too: that needs `forceRender`. */
export const scrimClass =
  "fixed inset-0 z-30 min-h-dvh bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0";

const viewportClass = "fixed inset-0 z-30 flex items-end justify-center sm:items-start sm:px-4 sm:pt-[12vh] sm:pb-8";

type AlertDialogProps = {
  /** Where it is not mounted for as long as it is open. */
  open?: boolean | undefined;
  onClose: () => void;
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
  const t = useTranslations();
  const { onClose, title, description, children, action, alternative, busy = false, error, outcome } = props;
  const cancel = useRef<HTMLButtonElement>(null);
  return (
    <BaseAlertDialog.Root open={props.open ?? true} onOpenChange={(next) => !next && !busy && onClose()}>
      <BaseAlertDialog.Portal>
        <BaseAlertDialog.Backdrop forceRender className={scrimClass} />
        <BaseAlertDialog.Viewport className={viewportClass}>
          <BaseAlertDialog.Popup initialFocus={cancel} className={dialogClass(props.size ?? "sm")}>
            <div className="min-h-0 overflow-y-auto px-5 pt-5 pb-4">
              <BaseAlertDialog.Title className="text-lg font-semibold text-balance">{title}</BaseAlertDialog.Title>
              {outcome === undefined ? (
                <>
                  <BaseAlertDialog.Description render={<div />} className="mt-2 text-base text-ink-muted">
                    {description}
                  </BaseAlertDialog.Description>
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
              <div className="flex flex-wrap justify-end gap-2">
                <BaseAlertDialog.Close
                  disabled={busy}
                  render={
                    <Button ref={cancel}>
                      {outcome === undefined ? (props.cancelLabel ?? t("common.cancel")) : t("common.close")}
                    </Button>
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
              </div>
            </footer>
          </BaseAlertDialog.Popup>
        </BaseAlertDialog.Viewport>
      </BaseAlertDialog.Portal>
    </BaseAlertDialog.Root>
  );
}
