/** How many devices the group lets its members have. */
export function GroupLimit({ maxDevices }: { readonly maxDevices: number | null }) {
  if (maxDevices === null) return <span className="text-ink-faint">none</span>;
  return maxDevices.toLocaleString("en");
}
