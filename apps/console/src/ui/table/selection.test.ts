import { describe, expect, it } from "vitest";
import { noneSelected, pageSelection, type Selected, type SelectionStep, select } from "./selection.ts";

const page = ["a", "b", "c", "d"];
const row = (id: string, { isChosen = true, isRange = false } = {}): SelectionStep => ({
  kind: "row",
  id,
  isChosen,
  isRange,
  page,
});
const after = (...steps: SelectionStep[]): Selected => steps.reduce(select, noneSelected);
const idsAfter = (...steps: SelectionStep[]) => [...after(...steps).ids].toSorted();

describe("a selection", () => {
  it("takes rows in and out", () => {
    expect(idsAfter(row("a"), row("c"), row("a", { isChosen: false }))).toEqual(["c"]);
  });

  it("takes a range from the row touched last, in both directions", () => {
    expect(idsAfter(row("b"), row("d", { isRange: true }))).toEqual(["b", "c", "d"]);
    expect(idsAfter(row("d"), row("b", { isRange: true }))).toEqual(["b", "c", "d"]);
    expect(idsAfter(row("a"), row("d", { isRange: true }), row("c", { isRange: true, isChosen: false }))).toEqual([
      "a",
      "b",
    ]);
  });

  it("takes one row where the other end of the range is on another page", () => {
    const elsewhere: SelectionStep = { kind: "row", id: "y", isChosen: true, isRange: false, page: ["x", "y"] };
    expect(idsAfter(elsewhere, row("c", { isRange: true }))).toEqual(["c", "y"]);
    expect(idsAfter(row("c", { isRange: true }))).toEqual(["c"]);
  });

  it("takes a page, and keeps what other pages have", () => {
    const whole: SelectionStep = { kind: "page", isChosen: true, page };
    expect(idsAfter({ kind: "page", isChosen: true, page: ["x"] }, whole)).toEqual([...page, "x"]);
    expect(idsAfter(row("a"), { ...whole, isChosen: false })).toEqual([]);
  });

  it("takes all that match, and only the page's rest once a row is taken out", () => {
    expect(after({ kind: "all" })).toMatchObject({ isAll: true, ids: new Set() });
    const rest = after({ kind: "all" }, row("b", { isChosen: false }));
    expect(rest).toMatchObject({ isAll: false, ids: new Set(["a", "c", "d"]) });
    expect(after({ kind: "all" }, { kind: "clear" })).toEqual(noneSelected);
  });

  it("says how much of a page it has", () => {
    expect(pageSelection(after(row("a")), page)).toEqual({ isWhole: false, isSome: true });
    expect(pageSelection(after({ kind: "page", isChosen: true, page }), page)).toEqual({
      isWhole: true,
      isSome: false,
    });
    expect(pageSelection(after({ kind: "all" }), page)).toEqual({ isWhole: true, isSome: false });
    expect(pageSelection(noneSelected, [])).toEqual({ isWhole: false, isSome: false });
  });
});
