"use client";

import { useTranslations } from "use-intl";
import { Checkbox } from "#ui/form/checkbox.tsx";
import { TableCell, TableHeading } from "./table.tsx";

/** The box is small; its label makes the target large enough. */
const boxClass = "-m-1 grid size-6 place-items-center pointer-coarse:size-9";

interface SelectHeadingProps {
  readonly isWhole: boolean;
  /** Some rows of the page are chosen, and not all. */
  readonly isSome: boolean;
  readonly onChange: (isChosen: boolean) => void;
}

/** The box in a table's head: the whole page. */
export function SelectHeading({ isWhole, isSome, onChange }: SelectHeadingProps) {
  const t = useTranslations();
  return (
    <TableHeading kind="select">
      <label className={boxClass}>
        <span className="sr-only">{t("ui.allOnThisPage")}</span>
        <Checkbox checked={isWhole} mixed={isSome} onChange={(event) => onChange(event.target.checked)} />
      </label>
    </TableHeading>
  );
}

interface SelectCellProps {
  /** Whom or what the row is about. */
  readonly name: string;
  readonly isChosen: boolean;
  /** @param isRange whether Shift was pressed: all rows since the one before are meant */
  readonly onChange: (isChosen: boolean, isRange: boolean) => void;
}

/** The box of one row. */
export function SelectCell({ name, isChosen, onChange }: SelectCellProps) {
  const t = useTranslations();
  return (
    <TableCell label={t("ui.select")} kind="select">
      <label className={boxClass}>
        <span className="sr-only">{t("ui.select2", { name })}</span>
        <Checkbox
          checked={isChosen}
          onChange={({ target, nativeEvent }) =>
            onChange(target.checked, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
          }
        />
      </label>
    </TableCell>
  );
}
