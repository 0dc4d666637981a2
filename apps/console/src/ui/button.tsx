"use client";

import { clsx } from "clsx";
import type { ButtonHTMLAttributes, Ref } from "react";
import { Spinner } from "#ui/feedback/spinner.tsx";
import { Tooltip } from "#ui/overlay/tooltip.tsx";
import { type ButtonSize, type ButtonVariant, buttonClass } from "./button-class.ts";

export type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  square?: boolean | undefined;
  /** Runs: keeps its width and the focus, takes no click. */
  busy?: boolean | undefined;
  /** Why it cannot be used now. The button stays reachable and says so. */
  disabledReason?: string | undefined;
  ref?: Ref<HTMLButtonElement> | undefined;
};

export function Button({
  variant,
  size,
  square,
  busy,
  disabledReason,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const blocked = busy === true || disabledReason !== undefined;
  const button = (
    <button
      type="button"
      {...rest}
      aria-disabled={blocked || undefined}
      aria-busy={busy || undefined}
      onClick={blocked ? (event) => event.preventDefault() : onClick}
      className={clsx(buttonClass({ variant, size, square }), className)}
    >
      {busy ? (
        <>
          <span className="inline-flex items-center gap-1.5 opacity-0">{children}</span>
          <Spinner className="absolute" />
        </>
      ) : (
        children
      )}
    </button>
  );
  return disabledReason === undefined ? button : <Tooltip label={disabledReason}>{button}</Tooltip>;
}
