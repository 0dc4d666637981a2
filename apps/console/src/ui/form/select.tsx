"use client";

import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import { type Ref, use } from "react";
import { popupClass } from "#ui/overlay/menu.tsx";
import { FieldContext } from "./field.tsx";
import { inputClass } from "./input.tsx";

type SelectOption<Value extends string> = { value: Value; label: string };

export type SelectProps<Value extends string> = {
  options: readonly SelectOption<Value>[];
  value: Value;
  onValueChange: (value: Value) => void;
  /** Its name where no `Field` labels it. */
  label?: string | undefined;
  disabled?: boolean | undefined;
  name?: string | undefined;
  className?: string | undefined;
  /** The button that opens it, for a form that leads to what is wrong. */
  ref?: Ref<HTMLButtonElement> | undefined;
};

/** One of a few. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { options, value, onValueChange, label, disabled = false, name, className, ref } = props;
  const field = use(FieldContext);
  return (
    <Base.Root
      items={options}
      value={value}
      onValueChange={(next) => next !== null && onValueChange(next)}
      disabled={disabled}
      {...(name === undefined ? {} : { name })}
    >
      <Base.Trigger
        {...(ref === undefined ? {} : { ref })}
        {...(field ? { id: field.id } : {})}
        aria-label={field ? undefined : label}
        aria-labelledby={field?.labelId}
        aria-describedby={field?.describedBy}
        aria-invalid={field?.invalid || undefined}
        className={inputClass(
          `inline-flex h-8 items-center justify-between gap-2 pr-1.5 pl-2.5 text-start pointer-coarse:h-10 ${className ?? ""}`,
        )}
      >
        <Base.Value className="truncate" />
        <ChevronsUpDown aria-hidden="true" className="size-3.5 shrink-0 text-ink-muted" />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-40 outline-hidden">
          <Base.Popup className={popupClass("min-w-(--anchor-width)")}>
            <Base.List className="max-h-(--available-height) overflow-y-auto p-1">
              {options.map((option) => (
                <Base.Item
                  key={option.value}
                  value={option.value}
                  className="grid min-h-7 cursor-default grid-cols-[1rem_1fr] items-center gap-2 rounded-sm py-1 pr-4 pl-2 text-sm outline-hidden select-none data-highlighted:bg-hover pointer-coarse:min-h-10"
                >
                  <Base.ItemIndicator className="col-start-1">
                    <Check aria-hidden="true" className="size-4" />
                  </Base.ItemIndicator>
                  <Base.ItemText className="col-start-2">{option.label}</Base.ItemText>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
