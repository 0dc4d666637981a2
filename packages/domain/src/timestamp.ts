import { z } from "zod";

/** RFC 3339 in UTC with milliseconds: `2026-11-30T09:00:00.000Z`. Texts of this form sort as the times do. */
export const timestamp = z.iso.datetime({ precision: 3, error: "Not a timestamp in UTC with milliseconds." });
export type Timestamp = z.infer<typeof timestamp>;

/** For code that computes with it. */
export const toDate = (at: Timestamp): Date => new Date(at);

/** @throws {RangeError} for an invalid date */
export const toTimestamp = (at: Date | number): Timestamp => new Date(at).toISOString();

/** This process's clock. */
export const timestampNow = (): Timestamp => toTimestamp(Date.now());

/**
 * As callers write it: any offset, any precision; finer than milliseconds is cut off. Years that PostgreSQL reads as JavaScript
 * writes them: those before and after are spelled with a sign, or do not exist.
 */
export const timestampInput = z.iso
  .datetime({ offset: true, error: "Not a timestamp as RFC 3339 has it: 2026-11-30T09:00:00Z." })
  .transform((text) => toTimestamp(Date.parse(text)))
  .refine((at) => !(at.startsWith("-") || at.startsWith("0000")), "Too far in the past.")
  .refine((at) => !at.startsWith("+"), "Too far in the future.");
