"use client";

import { clsx } from "clsx";
import { type InputHTMLAttributes, type ReactNode, useId } from "react";

type CheckboxProps = Omit<InputHTMLAttributes<HTMLInputElement>, "type"> & {
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

type ChoiceProps = {
  label: ReactNode;
  /** A second line. */
  hint?: ReactNode | undefined;
  /** Why it cannot be changed now. The box stays reachable and says so. */
  disabledReason?: string | undefined;
  className?: string | undefined;
};

/** A box with its words; the whole line takes the click. */
function Choice(
  props: ChoiceProps & { children: (names: { "aria-labelledby": string; "aria-describedby"?: string }) => ReactNode },
) {
  const id = useId();
  const { label, hint, disabledReason, className, children } = props;
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
      {children({
        "aria-labelledby": `${id}-label`,
        ...(described.length > 0 && { "aria-describedby": described.join(" ") }),
      })}
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

type LabelledCheckboxProps = ChoiceProps & { checked: boolean; onChange: (checked: boolean) => void };

/** One choice of several, each for itself. */
export function LabelledCheckbox({ checked, onChange, ...choice }: LabelledCheckboxProps) {
  const { disabledReason } = choice;
  return (
    <Choice {...choice}>
      {(names) => (
        <Checkbox
          {...names}
          aria-disabled={disabledReason !== undefined || undefined}
          checked={checked}
          onChange={(event) => disabledReason === undefined && onChange(event.target.checked)}
          className="mt-0.5 aria-disabled:opacity-50"
        />
      )}
    </Choice>
  );
}

type CheckItem = {
  readonly id: string;
  readonly name: ReactNode;
  readonly note?: ReactNode | undefined;
  /** Why it cannot be changed. */
  readonly disabledReason?: string | undefined;
};

type CheckListProps = {
  /** What is chosen from, for a screen reader. */
  readonly label: string;
  readonly items: readonly CheckItem[];
  readonly chosen: ReadonlySet<string>;
  readonly onToggle: (id: string, chosen: boolean) => void;
  readonly busy?: boolean | undefined;
};

/** Any number of many: a list that scrolls, each row its own target. */
export function CheckList({ label, items, chosen, onToggle, busy = false }: CheckListProps) {
  return (
    <ul
      aria-label={label}
      aria-busy={busy}
      className="max-h-64 overflow-y-auto rounded-md border border-line-strong bg-surface px-3 py-1 text-sm aria-busy:opacity-60"
    >
      {items.map(({ id, name, note, disabledReason }) => (
        <li key={id}>
          <LabelledCheckbox
            label={name}
            hint={note}
            disabledReason={disabledReason}
            checked={chosen.has(id)}
            onChange={(isChosen) => onToggle(id, isChosen)}
          />
        </li>
      ))}
    </ul>
  );
}

type LabelledRadioProps = Pick<ChoiceProps, "label" | "hint"> & {
  /** Common to the choices of which one is taken. */
  name: string;
  checked: boolean;
  onChoose: () => void;
};

/** One of a few ways. */
export function LabelledRadio({ name, checked, onChoose, ...choice }: LabelledRadioProps) {
  return (
    <Choice {...choice} className="text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent">
      {(names) => (
        <input
          {...names}
          type="radio"
          name={name}
          className="mt-0.5 size-4 shrink-0 accent-accent outline-hidden"
          checked={checked}
          onChange={onChoose}
        />
      )}
    </Choice>
  );
}
