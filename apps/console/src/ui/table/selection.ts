import { useReducer } from "react";

/** What of a list is chosen: rows one by one and page by page, or all that match its filter. */
export interface Selected {
  readonly ids: ReadonlySet<string>;
  readonly isAll: boolean;
  /** The row that was touched last: where a range begins. */
  readonly anchor: string | undefined;
}

export const noneSelected: Selected = { ids: new Set(), isAll: false, anchor: undefined };

interface PageRows {
  /** The rows that the page shows, in their order. */
  readonly page: readonly string[];
  readonly isChosen: boolean;
}

export type SelectionStep =
  | ({ readonly kind: "row"; readonly id: string; readonly isRange: boolean } & PageRows)
  | ({ readonly kind: "page" } & PageRows)
  | { readonly kind: "all" }
  | { readonly kind: "clear" };

/**
 * The selection after a step. A range reaches from the row that was touched last to this one, where both are on the page. Who takes
 * a row out of all that match keeps the rest of its page.
 */
export function select(selected: Selected, step: SelectionStep): Selected {
  if (step.kind === "clear") return noneSelected;
  if (step.kind === "all") return { ...noneSelected, isAll: true };
  const ids = new Set(selected.isAll ? step.page : selected.ids);
  const rows = step.kind === "page" ? step.page : rowsOf(selected.anchor, step);
  for (const id of rows) {
    if (step.isChosen) ids.add(id);
    else ids.delete(id);
  }
  return { ids, isAll: false, anchor: step.kind === "row" ? step.id : undefined };
}

function rowsOf(anchor: string | undefined, step: Extract<SelectionStep, { kind: "row" }>): readonly string[] {
  const [from, to] = [step.page.indexOf(anchor ?? ""), step.page.indexOf(step.id)];
  if (!step.isRange || from === -1 || to === -1) return [step.id];
  return step.page.slice(Math.min(from, to), Math.max(from, to) + 1);
}

/** How a page stands in a selection. */
export const pageSelection = ({ ids, isAll }: Selected, page: readonly string[]) => {
  const chosen = isAll ? page.length : page.filter((id) => ids.has(id)).length;
  return { isWhole: page.length > 0 && chosen === page.length, isSome: chosen > 0 && chosen < page.length };
};

export type Selection = ReturnType<typeof useSelection>;

/** A selection that lasts from page to page, and ends with the filter. @param filter what the list is narrowed to */
export function useSelection(filter: unknown) {
  const key = JSON.stringify(filter);
  const [state, step] = useReducer(
    (
      before: { readonly key: string; readonly selected: Selected },
      next: SelectionStep & { readonly key: string },
    ) => ({
      key: next.key,
      selected: select(before.key === next.key ? before.selected : noneSelected, next),
    }),
    { key, selected: noneSelected },
  );
  const selected = state.key === key ? state.selected : noneSelected;
  return {
    selected,
    isEmpty: !selected.isAll && selected.ids.size === 0,
    has: (id: string) => selected.isAll || selected.ids.has(id),
    choose: (next: SelectionStep) => step({ ...next, key }),
    clear: () => step({ kind: "clear", key }),
  };
}
