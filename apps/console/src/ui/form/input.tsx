"use client";

import { clsx } from "clsx";
import { Eye, EyeOff } from "lucide-react";
import { type InputHTMLAttributes, type Ref, type TextareaHTMLAttributes, useState } from "react";
import { useTranslations } from "use-intl";
import { useFieldControl } from "./field.tsx";

type InputProps = InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> | undefined };

/** One line of text. Inside a `Field` it is labelled by it. */
export function Input({ className, ...rest }: InputProps) {
  const wiring = useFieldControl();
  return (
    <input {...wiring} {...rest} className={inputClass(`h-8 w-full px-2.5 pointer-coarse:h-10 ${className ?? ""}`)} />
  );
}

/** The look of everything that can be filled in. 16 px on touch screens, or iOS zooms the page. Its width is the caller's. */
export function inputClass(className?: string): string {
  return clsx(
    "min-w-0 rounded-md border border-field bg-surface text-base text-ink",
    "transition-colors duration-100 pointer-coarse:text-touch",
    "focus-visible:outline-offset-[-1px]",
    "aria-invalid:border-danger",
    "disabled:border-line disabled:bg-sunken disabled:text-ink-faint",
    "read-only:not-[button]:bg-sunken",
    className,
  );
}

type TextareaProps = TextareaHTMLAttributes<HTMLTextAreaElement> & {
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

/** A password that can be shown, pasted and filled in by a manager. */
export function PasswordInput(props: Omit<InputProps, "type">) {
  const t = useTranslations();
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <div className="relative">
      <Input
        {...props}
        type={shown ? "text" : "password"}
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        className="pr-10"
      />
      <button
        type="button"
        aria-pressed={shown}
        aria-label={t("ui.showPassword")}
        onClick={() => setShown(!shown)}
        className="absolute inset-y-0 right-1 my-auto grid size-7 place-items-center rounded-sm text-ink-muted hover:text-ink"
      >
        <Icon aria-hidden="true" className="size-4" />
      </button>
    </div>
  );
}
