import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** One view, function or trigger: its current text, as a `create or replace`. */
export interface SqlFile {
  /** Within the folder, such as `functions/page_users.sql`. */
  readonly path: string;
  readonly kind: "view" | "function" | "trigger";
  /** The object's name; overloads of a function share it. */
  readonly name: string;
  readonly text: string;
  readonly hash: string;
}

export interface SqlFolder {
  /** Raised with the first change after a release of the product. */
  readonly release: number;
  /** The number and the digest at the last release of the product; the digest is empty before the first one. */
  readonly released: { readonly release: number; readonly digest: string };
  /** What this release has, each file behind those that it names. */
  readonly files: readonly SqlFile[];
  /** Paths of files whose `-- until: <release>` has come: their objects go. */
  readonly expired: readonly string[];
}

const ownFolder = fileURLToPath(new URL("../../sql", import.meta.url));
const folders = { view: "views", function: "functions", trigger: "triggers" } as const;

/**
 * Reads the folder of SQL objects.
 * @throws with a sentence where a file does not hold what its folder and its name say
 */
export function readSqlFolder(folder: string = ownFolder): SqlFolder {
  const { release, released } = JSON.parse(readFileSync(join(folder, "release.json"), "utf8")) as Pick<
    SqlFolder,
    "release" | "released"
  >;
  const all = (["view", "function", "trigger"] as const).flatMap((kind) =>
    readdirSync(join(folder, folders[kind]))
      .filter((name) => name.endsWith(".sql"))
      .toSorted()
      .map((name) => readSqlFile(kind, `${folders[kind]}/${name}`, folder)),
  );
  const isExpired = ({ text }: SqlFile) => Number(/^-- until: (\d+)$/m.exec(text)?.[1] ?? Infinity) <= release;
  return {
    release,
    released,
    files: inOrder(all.filter((file) => !isExpired(file))),
    expired: all.filter(isExpired).map(({ path }) => path),
  };
}

/** One value for the texts of all files: other texts, another digest. */
export function digestOf(files: readonly SqlFile[]): string {
  const lines = files.map(({ path, hash }) => `${path} ${hash}`).toSorted();
  return createHash("sha256").update(lines.join("\n")).digest("hex");
}

function readSqlFile(kind: SqlFile["kind"], path: string, folder: string): SqlFile {
  const text = readFileSync(join(folder, path), "utf8");
  const [, found, name = ""] = /^create or replace (\w+) (\w+)/i.exec(withoutComments(text)) ?? [];
  const stem = path.replace(/^.*\/|\.sql$/g, "");
  if (found?.toLowerCase() !== kind || !(stem === name || stem.startsWith(`${name}_`))) {
    throw new Error(
      `sql/${path} must be one "create or replace ${kind}", and be named after it: <name>.sql, or <name>_<what differs>.sql for an overload.`,
    );
  }
  return { path, kind, name, text, hash: createHash("sha256").update(text).digest("hex") };
}

/** A file's statement alone. */
export const withoutComments = (text: string): string => text.replace(/^\s*--.*$/gm, "").trimStart();

/** A file names what it uses: those come first. A plpgsql body is not looked at before it runs, so a circle does no harm. */
function inOrder(files: readonly SqlFile[]): readonly SqlFile[] {
  const placed = new Set<SqlFile>();
  const visited = new Set<SqlFile>();
  const place = (file: SqlFile) => {
    if (visited.has(file)) return;
    visited.add(file);
    const words = new Set(withoutComments(file.text).match(/\w+/g));
    for (const other of files) if (words.has(other.name)) place(other);
    placed.add(file);
  };
  files.forEach(place);
  return [...placed];
}
