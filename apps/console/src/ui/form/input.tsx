"use client";

import type { InputHTMLAttributes, Ref } from "react";
import { useFieldControl } from "./field-context.ts";
import { inputClass } from "./input-class.ts";

export type InputProps = InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> | undefined };

/** One line of text. Inside a `Field` it is labelled by it. */
export function Input({ className, ...rest }: InputProps) {
  const wiring = useFieldControl();
  return (
    <input {...wiring} {...rest} className={inputClass(`h-8 w-full px-2.5 pointer-coarse:h-10 ${className ?? ""}`)} />
  );
}
