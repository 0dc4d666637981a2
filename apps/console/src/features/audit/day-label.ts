import { addDays, type Day } from "./day.ts";

const format = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
});

/** "Today", "Yesterday", "Tuesday 24 November 2026". */
export function dayLabel(day: Day, today: Day): string {
  if (day === today) return "Today";
  if (day === addDays(today, -1)) return "Yesterday";
  // Some browsers set a comma behind the weekday, some do not.
  return format.format(new Date(`${day}T00:00:00Z`)).replace(",", "");
}
