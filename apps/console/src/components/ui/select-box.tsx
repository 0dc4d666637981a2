"use client";

export type SelectBoxProps = {
  /** Its accessible name: "Select Ada Lovelace". */
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** Some of what it stands for are chosen. */
  mixed?: boolean | undefined;
};

/** The box at the beginning of a table's row, or of its headings for all of them. */
export function SelectBox({ label, checked, onChange, mixed = false }: SelectBoxProps) {
  return (
    <label className="-m-1 grid size-6 place-items-center pointer-coarse:size-9">
      <input
        type="checkbox"
        aria-label={label}
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        ref={(box) => {
          if (box) box.indeterminate = mixed;
        }}
        className="size-4 accent-accent"
      />
    </label>
  );
}
