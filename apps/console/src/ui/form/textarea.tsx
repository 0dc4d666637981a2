"use client";

import type { Ref, TextareaHTMLAttributes } from "react";
import { useFieldControl } from "./field-context.ts";
import { inputClass } from "./input-class.ts";

export type TextareaProps = TextareaHTMLAttributes<HTMLTextAreaElement> & {
  ref?: Ref<HTMLTextAreaElement> | undefined;
};

/** Several lines of text; grows with what is written. */
export function Textarea({ className, rows = 3, ...rest }: TextareaProps) {
  const wiring = useFieldControl();
  return (
    <textarea
      {...wiring}
      rows={rows}
      {...rest}
      className={inputClass(`w-full field-sizing-content max-h-60 min-h-16 resize-y px-2.5 py-1.5 ${className ?? ""}`)}
    />
  );
}
