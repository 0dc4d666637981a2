import * as fc from "fast-check";
import { writeMarks } from "./raw.ts";

const damages: readonly ((text: string) => string)[] = [
  (text) => text.slice(0, text.length >> 1),
  (text) => text.slice(0, -1),
  (text) => `${text}}`,
  (text) => `${text}${text}`,
  (text) => `\ufeff${text}`,
  (text) => `)]}'${text}`,
  (text) => text.replaceAll('"', "'"),
  () => "",
  () => "null",
  () => "[]",
  () => "{}",
  () => "1",
  () => '"x"',
  () => "NaN",
  () => "undefined",
  () => '{"id":NaN}',
  () => '{"id":{},"id":[]}',
  () => "\0",
];

/** The text that a value travels as: as JSON, or in the envelope of wire 1, or damaged. */
export function sentText(value: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  const enveloped = value.map((json) => ({ json, meta: { values: { id: ["Date"] } } }));
  const whole = fc.oneof({ weight: 20, arbitrary: value }, { weight: 1, arbitrary: enveloped }).map(write);
  const damage = fc.oneof(
    { weight: 20, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom(...damages) },
  );
  return fc.tuple(whole, damage).map(([text, harm]) => (harm ? harm(text) : text));
}

/** What JSON does not know is left out, as JSON does it; nothing at all is written as null. */
const write = (value: unknown): string => writeMarks(JSON.stringify(value) ?? "null");
