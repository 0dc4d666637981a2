"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { IconButton } from "#ui/icon-button.tsx";
import { type DialogSize, dialogClass, scrimClass, viewportClass } from "./dialog-class.ts";

export type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
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
  const { open, onOpenChange, title, description, children, footer, size = "md", initialFocus } = props;
  const { busy = false, once = false } = props;
  return (
    <Base.Root
      open={open}
      onOpenChange={(next, { reason }) => !busy && !(once && reason !== "close-press") && onOpenChange(next)}
    >
      <Base.Portal>
        <Base.Backdrop className={scrimClass} />
        <Base.Viewport className={viewportClass}>
          <Base.Popup {...(initialFocus ? { initialFocus } : {})} className={dialogClass(size)}>
            <header className="px-5 pt-4.5 pr-14">
              <Base.Title className="text-lg font-semibold">{title}</Base.Title>
              {description !== undefined && (
                <Base.Description className="mt-1 text-base text-ink-muted">{description}</Base.Description>
              )}
            </header>
            <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4 text-base">{children}</div>
            {footer !== undefined && (
              <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
                {footer}
              </footer>
            )}
            {/* Last, so that the focus starts on the content. */}
            <Base.Close
              disabled={busy}
              render={<IconButton size="sm" label="Close" icon={<X />} className="absolute! top-4 right-4" />}
            />
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
