const format = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "short", timeZone: "UTC" });

/** A moment as a mail tells it: whoever reads it may be anywhere. */
export const timestamp = (at: Date): string => `${format.format(at)} UTC`;
