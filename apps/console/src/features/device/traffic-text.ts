const units = ["B", "kB", "MB", "GB", "TB", "PB"] as const;

/** Bytes in words, in thousands: "12 B", "3.4 MB", "120 GB". */
export function trafficText(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const amount = bytes / 1000 ** step;
  return `${step > 0 && amount < 99.95 ? amount.toFixed(1) : Math.floor(amount).toLocaleString("en")} ${units[step]}`;
}
