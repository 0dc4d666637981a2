import { z } from "zod";
import { translator } from "#i18n/translator.ts";

/** A whole number as it is typed; nothing means null. @param number what it may be */
export const typedNumber = (number: z.ZodType<number | null, number | null>) =>
  z
    .string()
    .trim()
    .regex(/^\d{0,6}$/, translator()("ui.useAWholeNumberOr"))
    .transform((typed) => (typed === "" ? null : Number(typed)))
    .pipe(number);

/** Whether somebody typed this number, with or without marks between its thousands. */
export const isTypedNumber = (typed: string, number: number): boolean =>
  typed.replaceAll(/[\s.,'’]/g, "") === String(number);
