import type { Moved } from "./use-move-people.ts";

const people = (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "person" : "people"}`;

/** "24 people added to Field staff, 1 was in it already". */
export function addedText({ changed, unchanged }: Moved, group: string): string {
  const were = unchanged === 1 ? "was" : "were";
  return `${people(changed)} added to ${group}${unchanged > 0 ? `, ${unchanged.toLocaleString("en")} ${were} in it already` : ""}`;
}

/** The same of those who were taken out. */
export function removedText({ changed, unchanged }: Moved, group: string): string {
  const were = unchanged === 1 ? "was" : "were";
  return `${people(changed)} removed from ${group}${unchanged > 0 ? `, ${unchanged.toLocaleString("en")} ${were} not in it` : ""}`;
}
