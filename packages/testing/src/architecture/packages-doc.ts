import { mayImport } from "./package-rules.ts";

const inLine = /^domain\b.* ◀ .*$/m;
const inReadme = /^May import: .*$/m;

/** The folders that have a README with the line of their package. */
export const isPackageReadme = (path: string): boolean => /^(apps|packages)\/[^/]+\/README\.md$/.test(path);

/** A README as `mayImport` has it. @throws where it has no place for what is generated */
export function withImports(path: string, text: string): string {
  const name = path.split("/")[1] ?? "";
  const [place, line] = isPackageReadme(path) ? [inReadme, importsOf(name)] : [inLine, layers()];
  if (!place.test(text)) throw new Error(`${path} has no line like ${place.source} to be generated.`);
  return text.replace(place, line);
}

function importsOf(name: string): string {
  const allowed = mayImport[name];
  if (!allowed) throw new Error(`There is no part named ${name}. Say in package-rules.ts what it may import.`);
  return `May import: ${allowed.length > 0 ? allowed.map((each) => `\`${each}\``).join(", ") : "no other package"}.`;
}

/** Every package behind all that it may import: `domain ◀ db, runtime ◀ auth`. */
function layers(): string {
  const depthOf = (name: string): number => 1 + Math.max(-1, ...(mayImport[name] ?? []).map(depthOf));
  const byDepth = Object.groupBy(Object.keys(mayImport), depthOf);
  return Object.values(byDepth)
    .map((names = []) => names.toSorted().join(", "))
    .join(" ◀ ");
}
