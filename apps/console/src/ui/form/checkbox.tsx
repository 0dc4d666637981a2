"use client";

import { clsx } from "clsx";
import type { InputHTMLAttributes } from "react";

export type CheckboxProps = Omit<InputHTMLAttributes<HTMLInputElement>, "type"> & {
  /** Some of what it stands for are chosen. */
  mixed?: boolean | undefined;
};

/** A box to tick; its label goes round it, and makes the target large enough. */
export function Checkbox({ mixed = false, className, ...rest }: CheckboxProps) {
  return (
    <input
      {...rest}
      type="checkbox"
      ref={(box) => {
        if (box) box.indeterminate = mixed;
      }}
      className={clsx("size-4 shrink-0 accent-accent", className)}
    />
  );
}
