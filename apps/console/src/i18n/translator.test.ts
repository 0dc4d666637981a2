import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { parseAst } from "rolldown/parseAst";
import { expect, it } from "vitest";
import { messages } from "./translator.ts";

const folder = join(import.meta.dirname, "..");
const sources = globSync("**/*.{ts,tsx}", { cwd: folder })
  .filter((path) => !path.includes(".test."))
  .map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));
const allText = sources.map(({ text }) => text).join("\n");
/** Keys that are put together: `audit.event.${action}`. */
const families = [...allText.matchAll(/`([\w.]+\.)\$\{/g)].map(([, start]) => start ?? "");

const flat = (sentences: object, path = ""): [string, string][] =>
  Object.entries(sentences).flatMap(([key, value]) =>
    typeof value === "string" ? [[path + key, value]] : flat(value as object, `${path}${key}.`),
  );
const sentences = new Map(flat(messages));

/** What a sentence needs to be put together: values and tags. */
const placesIn = (elements: readonly MessageFormatElement[]): string[] =>
  elements.flatMap((element) => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return [];
    const inner =
      element.type === TYPE.tag
        ? placesIn(element.children)
        : "options" in element
          ? Object.values(element.options).flatMap(({ value }) => placesIn(value))
          : [];
    return [element.value, ...inner];
  });

interface Use {
  readonly key: string;
  readonly given: readonly string[];
  readonly isRich: boolean;
}

/** Every node of a file's syntax tree. */
function* nodesIn(node: unknown): Generator<object> {
  if (typeof node !== "object" || node === null) return;
  yield node;
  for (const child of Object.values(node)) yield* nodesIn(child);
}

const parsed = ({ path, text }: (typeof sources)[number]) =>
  nodesIn(parseAst(text, { lang: path.endsWith("x") ? "tsx" : "ts" }));

/** Every `t("key", { … })` and `t.rich("key", { … })` in a file. */
function usesIn(source: (typeof sources)[number]): Use[] {
  const uses: Use[] = [];
  for (const node of parsed(source)) {
    if ("type" in node && node.type === "CallExpression") {
      const { callee, arguments: args } = node as unknown as Record<string, Record<string, unknown>[]> & {
        callee: { name?: string; object?: { name?: string } };
      };
      const isRich = callee.object?.name === "t";
      const key = args?.[0]?.["value"];
      if ((callee.name === "t" || isRich) && typeof key === "string") {
        const properties = (args?.[1]?.["properties"] ?? []) as { key: { name: string } }[];
        uses.push({ key, given: properties.map((property) => property.key.name), isRich });
      }
    }
  }
  return uses;
}

it("has no sentence that nothing shows", () => {
  expect(sentences.size).toBeGreaterThan(1000);
  const isShown = (key: string) => allText.includes(`"${key}"`) || families.some((start) => key.startsWith(start));
  expect([...sentences.keys()].filter((key) => !isShown(key))).toEqual([]);
});

it("is given everything that its sentences name, and nothing else", () => {
  const uses = sources.flatMap(usesIn);
  expect(uses.length).toBeGreaterThan(1000);
  const wrong = uses.filter(({ key, given, isRich }) => {
    const sentence = sentences.get(key) ?? "";
    const places = new Set(placesIn(parse(sentence)));
    const isWhole = places.size === given.length && given.every((name) => places.has(name));
    return !isWhole || (!isRich && /<\w+>/.test(sentence));
  });
  expect(wrong).toEqual([]);
});

it("has every text between tags", () => {
  const texts = sources.flatMap((source) =>
    [...parsed(source)].flatMap((node) =>
      "type" in node && node.type === "JSXText" && "value" in node
        ? [`${source.path}: ${String(node.value).trim()}`]
        : [],
    ),
  );
  expect(texts.length).toBeGreaterThan(100);
  expect(texts.filter((text) => /: .*\p{L}/u.test(text))).toEqual([]);
});

it("has each sentence once", () => {
  const whole = [...sentences.values()].filter((sentence) => sentence.split(" ").length > 3);
  expect(whole.filter((sentence, at) => whole.indexOf(sentence) !== at)).toEqual([]);
});
