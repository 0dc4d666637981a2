/** A record as the database spells it in JSON: moments are texts. */
export type Stored<T> = T extends Date
  ? string
  : T extends readonly (infer Item)[]
    ? Stored<Item>[]
    : T extends object
      ? { [Key in keyof T]: Stored<T[Key]> }
      : T;

/** The moment that a stored record tells of. */
export function toTimestamp<Text extends string | null>(text: Text): Text extends string ? Date : null;
export function toTimestamp(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
