import { posix } from "node:path";
import { importsOf, ownImport } from "./imports.ts";
import type { Rule, SourceFile } from "./repository.ts";

const app = "apps/console";
const serverPackages = new Set(["db", "runtime", "embedded-postgres", "services", "auth", "api", "testing"]);

/** A browser's bundle holds nothing of the server: neither a "use client" file nor what it loads. Types are gone by then. */
export const clientsLoadNoServer: Rule = ({ files }) => {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const found = new Set<string>();
  for (const client of files.filter(({ path, text }) => path.startsWith(`${app}/`) && isClient(text))) {
    for (const file of loadedBy(client, byPath)) {
      for (const { from, isType } of importsOf(file.text)) {
        const isServer =
          serverPackages.has(ownImport(from)?.name ?? "") || /^(node:|server-only$|postgres$)/.test(from);
        if (isType || !isServer) continue;
        const by = file === client ? "" : `, loaded by ${client.path}`;
        found.add(
          `${file.path}${by} imports ${from} into the browser: take types alone, or move it to a server component.`,
        );
      }
    }
  }
  return [...found];
};

const isClient = (text: string) => /^\s*(?:\/\/.*\s*|\/\*[\s\S]*?\*\/\s*)*["']use client["']/.test(text);

/** The file and everything of the console that it loads, each once. */
function loadedBy(start: SourceFile, byPath: ReadonlyMap<string, SourceFile>): Set<SourceFile> {
  const loaded = new Set([start]);
  for (const file of loaded) {
    for (const { from, isType } of importsOf(file.text)) {
      const next = isType ? undefined : resolve(file.path, from, byPath);
      if (next) loaded.add(next);
    }
  }
  return loaded;
}

function resolve(path: string, from: string, byPath: ReadonlyMap<string, SourceFile>): SourceFile | undefined {
  const target = from.startsWith("#")
    ? `${app}/src/${from.slice(1)}`
    : from.startsWith(".") && posix.join(posix.dirname(path), from);
  if (!target) return undefined;
  return ["", ".ts", ".tsx"].map((ending) => byPath.get(target + ending)).find((file) => file !== undefined);
}

const decidesDone = /\bstatus\s*[!=]==?\s*["']done["']|["']done["']\s*[!=]==?\s*\w*\.?status\b/;

/** How far a change is has one model: a page that looks at the worker's status says "Done" beside a silent gateway. */
export const noPageDecidesDone: Rule = ({ files }) =>
  files
    .filter(({ path, text }) => /^apps\/(console|cli)\/src\//.test(path) && decidesDone.test(text))
    .map(
      ({ path }) =>
        `${path} decides by itself that a change is done: take \`state\`, which the domain's change-state computes.`,
    );
