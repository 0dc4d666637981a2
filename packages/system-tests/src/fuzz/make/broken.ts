import * as fc from "fast-check";
import type { Corpus } from "../test-bed/corpus.ts";
import { hostileText, hostileValue } from "./hostile.ts";
import { keyMarks } from "./raw.ts";

type Path = readonly (string | number)[];

interface Break {
  readonly place: number;
  readonly how: "replace" | "remove" | "add" | "wrap";
  readonly value: unknown;
  readonly key: string;
}

/** A value with up to so many of its places broken. */
export function broken(whole: fc.Arbitrary<unknown>, corpus: Corpus, most: number): fc.Arbitrary<unknown> {
  const value = hostileValue(corpus);
  const key = fc.oneof(fc.constantFrom(...keyMarks, "tenantId", "isOwner", ""), hostileText(corpus));
  const one: fc.Arbitrary<Break> = fc.record({
    place: fc.nat(1_000),
    how: fc.constantFrom("replace", "replace", "replace", "remove", "add", "wrap"),
    value,
    key,
  });
  return fc
    .tuple(whole, fc.array(one, { minLength: 0, maxLength: most }))
    .map(([sound, breaks]) => breaks.reduce(breakOne, sound));
}

function breakOne(value: unknown, { place, how, value: other, key }: Break): unknown {
  const places = [...placesOf(value, [])];
  const at = places[place % places.length] ?? [];
  return changeAt(value, at, (found) => {
    if (how === "wrap") return [found];
    if (how === "add" && isRecord(found)) return { ...found, [key]: other };
    return how === "remove" ? removed : other;
  });
}

const removed = Symbol("removed");

function* placesOf(value: unknown, path: Path): Generator<Path> {
  yield path;
  if (Array.isArray(value)) {
    for (const [i, item] of value.slice(0, 50).entries()) yield* placesOf(item, [...path, i]);
  } else if (isRecord(value)) {
    for (const [key, item] of Object.entries(value)) yield* placesOf(item, [...path, key]);
  }
}

function changeAt(value: unknown, [step, ...rest]: Path, change: (found: unknown) => unknown): unknown {
  if (step === undefined) {
    const changed = change(value);
    return changed === removed ? undefined : changed;
  }
  if (Array.isArray(value)) return value.map((item: unknown, i) => (i === step ? changeAt(item, rest, change) : item));
  if (!isRecord(value)) return value;
  const inner = rest.length > 0 ? changeAt(value[step], rest, change) : change(value[step]);
  const others = Object.entries(value).filter(([key]) => key !== step);
  return Object.fromEntries(inner === removed ? others : [...others, [String(step), inner]]);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
