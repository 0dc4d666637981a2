/** JSON that no value turns into: by name, so that a counterexample stays readable. */
const fragments: Readonly<Record<string, string>> = {
  deepArrays: `${"[".repeat(10_000)}${"]".repeat(10_000)}`,
  deepObjects: `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`,
  hugeArray: `[${"0,".repeat(50_000)}0]`,
  hugeText: `"${"x".repeat(900_000)}"`,
  tooMuchText: `"${"x".repeat(1_100_000)}"`,
  manyKeys: `{${Array.from({ length: 5_000 }, (_, i) => `"k${i}":0`).join(",")}}`,
  hugeNumber: "1e999",
  longNumber: "9".repeat(400),
  minusZero: "-0",
  twice: '{"id":1,"id":2}',
  proto: '{"__proto__":{"isOwner":true}}',
  constructor: '{"constructor":{"prototype":{"isOwner":true}}}',
  methods: '{"toString":1,"valueOf":2,"hasOwnProperty":3,"toJSON":4,"then":5}',
  halfCharacter: '"\\ud800"',
};

const rawMark = (name: string) => `@raw:${name}@`;
const keyMark = (name: string) => `@key:${name}@`;

/** Stands for a fragment until `writeMarks`. */
export const rawMarks: readonly string[] = Object.keys(fragments).map(rawMark);

/** Stand for keys that serializers look at twice. */
export const keyMarks: readonly string[] = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"].map(
  keyMark,
);

/** Puts in place of each mark what it stands for. */
export function writeMarks(text: string): string {
  return text
    .replaceAll(/"@raw:(\w+)@"/g, (mark, name: string) => fragments[name] ?? mark)
    .replaceAll(/@key:(\w+)@/g, "$1");
}
