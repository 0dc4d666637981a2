import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";

const repository = join(import.meta.dirname, "../../..");
const read = (path: string) => readFileSync(join(repository, path), "utf8");
const sources = (pattern: string) =>
  globSync(pattern, { cwd: repository })
    .filter((path) => !path.includes(".test."))
    .map(read)
    .join("\n");

/** What people read who install, run or change the product. */
const pages = globSync(["*.md", "docs/*.md", "{apps,packages}/*/README.md"], { cwd: repository }).toSorted();
const guides = pages.filter((path) => !path.startsWith("apps/") && !path.startsWith("packages/"));
const guide = guides.map(read).join("\n");
const shown = sources("apps/console/src/{app,features,shell,ui}/**/*.{ts,tsx}");
const sentences = read("apps/console/messages/en.json");
const demo = sources("packages/demo/src/*.ts");

/** What the numbered steps tell people to look for: in bold, or in italics with a capital letter. */
const steps =
  [read("README.md"), ...guides.filter((path) => path.startsWith("docs/")).map(read)]
    .join("\n")
    .match(/^(\d+\. |   ).*$/gm)
    ?.join("\n") ?? "";
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
  expect(words.length).toBeGreaterThan(15);
  expect(words.filter((word) => !isLabel(word) && !isNameInDemo(word))).toEqual([]);
  expect(words).toEqual(expect.arrayContaining(["Build Farm", "Keep off…", "Security & Compliance"]));
  const tab = /a user's \*([^*]+)\* tab/.exec(guide)?.[1] ?? "";
  expect([tab, isLabel(tab)]).toEqual([tab, true]);
});

it("names no command that is not there", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const named = [...guide.matchAll(/pnpm@[\d.]+ (?:--silent )?(?:run )?([a-z][\w:-]*)/g)].map(([, name]) => name ?? "");
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter((name) => !(name in scripts) && !["install", "exec"].includes(name))).toEqual([]);
});

it("runs by its commands only programs that are there", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const programs = Object.values(scripts).flatMap((script) => script.match(/(?:apps|packages)\/\S+\.[jt]s/g) ?? []);
  expect(programs.length).toBeGreaterThan(20);
  expect(programs.filter((path) => !path.includes("/dist/") && !existsSync(join(repository, path)))).toEqual([]);
});

it("has every page of the guides", () =>
  expect(guides).toEqual([
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "README.md",
    "SECURITY.md",
    "docs/administration.md",
    "docs/api.md",
    "docs/architecture.md",
    "docs/configuration.md",
    "docs/operations.md",
    "docs/ports-and-sizing.md",
  ]));

/** As a heading is addressed: `## As services of systemd` is `#as-services-of-systemd`. */
const anchorsIn = (path: string) =>
  [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );

it.each(pages)("links from %s to what is there", (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)]*))?\)/g)];
  const broken = links.filter(([, path = "", anchor]) => {
    const target = path === "" ? page : join(dirname(page), path);
    return !existsSync(join(repository, target)) || (anchor !== undefined && !anchorsIn(target).includes(anchor));
  });
  expect(broken.map(([link]) => link)).toEqual([]);
});

it("names no file in the guides that is not there", () => {
  const paths = [...guide.matchAll(/`((?:apps|packages|docs)\/[^`\s]*)`/g)].map(([, path = ""]) => path);
  expect(paths.length).toBeGreaterThan(40);
  // `<noun>` stands for any name.
  const missing = paths.filter((path) => globSync(path.replaceAll(/<[^>]+>/g, "*"), { cwd: repository }).length === 0);
  expect(missing).toEqual([]);
});
