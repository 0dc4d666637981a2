/** In seconds. */
const offered = [30, 60, 300, 900, 3_600, 14_400, 86_400];

const units = [
  [3_600, "hour"],
  [60, "minute"],
  [1, "second"],
] as const;

/** How long a gateway may bear the console's silence, and what is stored, which may be none of the usual ones. */
export function graceChoices(stored: number): { value: string; label: string }[] {
  return [...new Set([...offered, stored])]
    .toSorted((a, b) => a - b)
    .map((seconds) => ({ value: String(seconds), label: inWords(seconds) }));
}

function inWords(seconds: number): string {
  const [length, unit] = units.find(([size]) => seconds % size === 0) ?? units[2];
  const count = seconds / length;
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
