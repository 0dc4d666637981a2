import * as fc from "fast-check";
import { serialize } from "superjson";
import { writeMarks } from "./raw.ts";

const paths = ["id", "userId", "people.0.email", "", "__proto__.x", "constructor.prototype.x", "\\", "a\\.b", "limit"];
const types: readonly unknown[] = [
  ["Date"],
  ["bigint"],
  ["regexp"],
  ["set"],
  ["map"],
  ["Error"],
  ["URL"],
  ["undefined"],
  ["number"],
  [["symbol", "x"]],
  [["class", "User"]],
  [["custom", "x"]],
  [["typed-array", "Uint8Array"]],
  [["set"], { 0: ["Date"] }],
  "Date",
  [],
  [[]],
  null,
  1,
];

/** What says of which types the values are, and lies. */
const wrongMeta: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, 1, "x", [], { values: 1 }, { values: [] }, { v: 1 }, { v: 99, values: [["Date"]] }),
  fc.record({ values: fc.dictionary(fc.constantFrom(...paths), fc.constantFrom(...types), { maxKeys: 3 }) }),
  fc.record({ values: fc.tuple(fc.constantFrom(...types)) }),
  fc.record({
    referentialEqualities: fc.oneof(
      fc.dictionary(fc.constantFrom(...paths), fc.array(fc.constantFrom(...paths), { maxLength: 3 })),
      fc.tuple(fc.array(fc.constantFrom(...paths)), fc.constant({})),
      fc.constantFrom<unknown>(null, 1, "x"),
    ),
  }),
);

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
  () => '{"json":NaN}',
  () => '{"json":{},"json":[]}',
  () => "\0",
];

/** The text that a value travels as: as superjson writes it, or with wrong types beside it, or damaged. */
export function sentText(value: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  const whole = fc
    .tuple(value, fc.oneof({ weight: 14, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: wrongMeta }))
    .map(([sent, meta]) => write(sent, meta));
  const damage = fc.oneof(
    { weight: 20, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom(...damages) },
  );
  return fc.tuple(whole, damage).map(([text, harm]) => (harm ? harm(text) : text));
}

function write(value: unknown, meta: unknown): string {
  const sent = serialized(value);
  const withMeta = meta === undefined ? sent : { ...sent, meta };
  return writeMarks(JSON.stringify(withMeta, (_, inner: unknown) => (typeof inner === "bigint" ? `${inner}` : inner)));
}

/** What superjson refuses to write is sent all the same. */
function serialized(value: unknown): object {
  try {
    return serialize(value);
  } catch {
    return { json: value };
  }
}
