import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const repository = join(import.meta.dirname, "../../..");
const read = (path: string) => readFileSync(join(repository, path), "utf8");
const sources = (pattern: string) =>
  globSync(pattern, { cwd: repository })
    .filter((path) => !path.includes(".test."))
    .map(read)
    .join("\n");

const readme = read("README.md");
const shown = sources("apps/console/src/{app,features,shell,ui}/**/*.{ts,tsx}");
const sentences = read("apps/console/messages/en.json");
const demo = sources("packages/api/src/demo/*.ts");

/** What the numbered steps tell people to look for: in bold, or in italics with a capital letter. */
const steps = readme.match(/^(\d+\. |   ).*$/gm)?.join("\n") ?? "";
const words = [...steps.matchAll(/\*\*([^*]+)\*\*|(?<!\*)\*([A-Z][^*]+)\*/g)].flatMap(([, bold, italic]) =>
  (bold ?? italic ?? "").split(" → "),
);

/** As text of its own: between quotes, or all that stands between two tags. */
const isLabel = (word: string) =>
  shown.includes(`"${word}"`) ||
  sentences.includes(`"${word}"`) ||
  new RegExp(`(>|^)\\s*${escaped(word)}\\s*(<|$)`, "m").test(shown);
const isNameInDemo = (word: string) => {
  const [first = "", last = ""] = word.split(" ");
  return (
    demo.includes(`"${word}"`) ||
    new RegExp(`firstName: "${escaped(first)}",\\s*lastName: "${escaped(last)}"`).test(demo)
  );
};
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

it("calls in its steps everything as the product does", () => {
  expect(words.length).toBeGreaterThan(10);
  expect(words.filter((word) => !isLabel(word) && !isNameInDemo(word))).toEqual([]);
  expect(words).toEqual(expect.arrayContaining(["Build Farm", "Keep off…", "Security & Compliance"]));
  const tab = /a user's \*([^*]+)\* tab/.exec(readme)?.[1] ?? "";
  expect([tab, isLabel(tab)]).toEqual([tab, true]);
});

it("names no command that is not there", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const named = [...readme.matchAll(/pnpm@[\d.]+ (?:--silent )?(?:run )?([a-z][\w:-]*)/g)].map(
    ([, name]) => name ?? "",
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !(name in scripts) && name !== "install")).toEqual([]);
});
