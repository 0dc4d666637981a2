"use client";

import { clsx } from "clsx";
import { type ReactNode, useId } from "react";
import { Checkbox } from "./checkbox.tsx";

export type LabelledCheckboxProps = {
  label: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** A second line. */
  hint?: ReactNode | undefined;
  /** Why it cannot be changed now. The box stays reachable and says so. */
  disabledReason?: string | undefined;
  className?: string | undefined;
};

/** One choice of several, with its words; the whole line takes the click. */
export function LabelledCheckbox({ label, checked, onChange, hint, disabledReason, className }: LabelledCheckboxProps) {
  const id = useId();
  const described = [hint !== undefined && `${id}-hint`, disabledReason !== undefined && `${id}-reason`].filter(
    Boolean,
  );
  return (
    <label
      className={clsx(
        "-mx-2 flex items-start gap-2.5 rounded-md px-2 py-1.5 pointer-coarse:py-2.5",
        disabledReason === undefined ? "cursor-pointer hover:bg-hover" : "cursor-not-allowed",
        className,
      )}
    >
      <Checkbox
        aria-labelledby={`${id}-label`}
        aria-describedby={described.join(" ") || undefined}
        aria-disabled={disabledReason !== undefined || undefined}
        checked={checked}
        onChange={(event) => disabledReason === undefined && onChange(event.target.checked)}
        className="mt-0.5 aria-disabled:opacity-50"
      />
      <span className="min-w-0 flex-1">
        <span
          id={`${id}-label`}
          className={clsx("block wrap-anywhere", disabledReason !== undefined && "text-ink-muted")}
        >
          {label}
        </span>
        {hint !== undefined && (
          <span id={`${id}-hint`} className="block text-xs text-ink-muted">
            {hint}
          </span>
        )}
        {disabledReason !== undefined && (
          <span id={`${id}-reason`} className="block text-xs text-ink-muted italic">
            {disabledReason}
          </span>
        )}
      </span>
    </label>
  );
}
