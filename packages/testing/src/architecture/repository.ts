import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export interface SourceFile {
  /** From the top of the repository, such as `packages/db/src/client.ts`. */
  readonly path: string;
  readonly text: string;
}

/** What the rules look at; small made-up ones prove that each rule can fail. */
export interface Repository {
  readonly files: readonly SourceFile[];
  readonly manifests: readonly Manifest[];
  readonly lockFile: string;
}

/** A `package.json`, as far as the rules look. */
export interface Manifest {
  /** The folder that it stands in; empty for the top. */
  readonly folder: string;
  readonly exports?: Readonly<Record<string, string | null>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Answers a sentence for each breach: what is wrong, and where it belongs instead. */
export type Rule = (repository: Repository) => string[];

const top = fileURLToPath(new URL("../../../..", import.meta.url));
const isMade = new Set(["node_modules", "dist", ".next", ".turbo", "coverage", "meta"]);
const isSource = /\.(ts|tsx|mts|mjs|js|css|sql)$/;

/** The page that has the order of all packages. */
export const architecturePage = "docs/architecture.md";

/** Where `pnpm packages-doc` writes: the page of the architecture, and the README of every app and package. */
export function readPackageDocs(): (SourceFile & { readonly file: string })[] {
  const folders = ["apps", "packages"].flatMap((kind) => readdirSync(join(top, kind)).map((name) => join(kind, name)));
  return [architecturePage, ...folders.map((folder) => join(folder, "README.md"))]
    .filter((path) => existsSync(join(top, path)))
    .map((path) => ({ path, file: join(top, path), text: readFileSync(join(top, path), "utf8") }));
}

/** The repository as it lies on disk, without what tools made. */
export function readRepository(): Repository {
  const paths = ["apps", "packages"].flatMap((folder) => Array.from(walk(join(top, folder))));
  const read = (path: string) => ({ path: relative(top, path), text: readFileSync(path, "utf8") });
  const manifests = [join(top, "package.json"), ...paths.filter((path) => path.endsWith("/package.json"))];
  return {
    files: paths.filter((path) => isSource.test(path) && !path.endsWith("/next-env.d.ts")).map(read),
    manifests: manifests
      .map(read)
      .map(({ path, text }) =>
        Object.assign(JSON.parse(text) as object, { folder: path.replace(/\/?package\.json$/, "") }),
      ),
    lockFile: readFileSync(join(top, "pnpm-lock.yaml"), "utf8"),
  };
}

function* walk(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (isMade.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(path);
    else yield path;
  }
}

/** Whether a file runs in tests alone; the samples of procedures do. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$|\/samples\.ts$|\/(tests|testing|e2e|faults)\//.test(path);
}
