"use client";

import { clsx } from "clsx";
import { CircleAlert } from "lucide-react";
import { type ComponentProps, createContext, type ReactNode, use, useId, useMemo } from "react";
import { useTranslations } from "use-intl";

type FieldProps = {
  label: ReactNode;
  children: ReactNode;
  hint?: ReactNode | undefined;
  error?: string | undefined;
  required?: boolean | undefined;
  optional?: boolean | undefined;
  hideLabel?: boolean | undefined;
  className?: string | undefined;
};

/** A label, one control, and its hint or error, wired for assistive technology. */
export function Field({ label, children, hint, error, required, optional, hideLabel, className }: FieldProps) {
  const t = useTranslations();
  const id = useId();
  const wiring = useMemo(() => {
    const describedBy = [error ? `${id}-error` : "", hint ? `${id}-hint` : ""].filter(Boolean).join(" ") || undefined;
    return { id, labelId: `${id}-label`, describedBy, invalid: error !== undefined, required: required === true };
  }, [id, error, hint, required]);

  return (
    <FieldContext value={wiring}>
      <div className={clsx("flex min-w-0 flex-col gap-1.5", className)}>
        <label id={wiring.labelId} htmlFor={id} className={hideLabel ? "sr-only" : "text-sm font-medium text-ink"}>
          {label}
          {optional && <span className="font-normal text-ink-faint"> {t("ui.optional")}</span>}
        </label>
        {children}
        {error !== undefined && (
          <p id={`${id}-error`} className="flex items-start gap-1.5 text-xs text-danger-ink">
            <CircleAlert aria-hidden="true" className="mt-px size-3.5 shrink-0" />
            {error}
          </p>
        )}
        {hint !== undefined && (
          <p id={`${id}-hint`} className="text-xs text-ink-muted">
            {hint}
          </p>
        )}
      </div>
    </FieldContext>
  );
}

/** What a field tells the control inside it. */
type FieldWiring = {
  id: string;
  labelId: string;
  describedBy: string | undefined;
  invalid: boolean;
  required: boolean;
};

export const FieldContext = createContext<FieldWiring | null>(null);

/** The attributes that tie a control to its field's label, hint and error; none outside a field. */
export function useFieldControl() {
  const field = use(FieldContext);
  if (!field) return {};
  return {
    id: field.id,
    "aria-describedby": field.describedBy,
    "aria-invalid": field.invalid || undefined,
    "aria-required": field.required || undefined,
  };
}

type FormProps = Omit<ComponentProps<"form">, "noValidate" | "onSubmit"> & { readonly onSubmit: () => void };

/** A form that checks its fields itself, in the page's words and not the browser's, and sends nothing by itself. */
export function Form({ className = "flex flex-col gap-4", onSubmit, ...props }: FormProps) {
  return (
    <form
      {...props}
      noValidate
      className={className}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    />
  );
}
