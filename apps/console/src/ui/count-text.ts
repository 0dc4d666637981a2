import { locale, type messages, type Translate } from "#i18n/translator.ts";

/** What the console counts. */
export type Countable = keyof typeof messages.count;

/** "1 device", "1,200 people"; "1,000+ events" where there are at least so many. */
export const countText = (t: Translate, noun: Countable, count: number, exact = true): string =>
  t(`count.${noun}`, { count, plus: exact ? "" : "+" });

const conjunction = new Intl.ListFormat(locale, { type: "conjunction" });

/** "3 people and 1 group". */
export const andText = (parts: readonly string[]): string => conjunction.format(parts);
