import type postgres from "postgres";
import { type Catalogue, readObjects } from "./catalogue.ts";
import type { SqlFile, SqlFolder } from "./sql-files.ts";

/** What the database remembers of a file that was applied to it. */
export interface AppliedFile {
  readonly path: string;
  /** The object's name, as in `readObjects`. */
  readonly object: string;
  readonly hash: string;
  readonly rendering: string;
  /** The last release that had the file. */
  readonly release: number;
}

/** Which files a database has, and what its objects are. */
export interface SqlState {
  /** The release that began last, and the one that applied all its files. */
  readonly started: number;
  readonly finished: number;
  readonly applied: ReadonlyMap<string, AppliedFile>;
  readonly objects: Catalogue;
}

/** Asks a database that has every numbered migration, for all objects or those of one name. */
export async function readSqlState(tx: postgres.TransactionSql, name?: string): Promise<SqlState> {
  const [release] = await tx<
    { started: number; finished: number }[]
  >`select started, finished from drizzle.sql_release`;
  if (!release) throw new Error("drizzle.sql_release has lost its row: insert (started, finished) values (0, 0).");
  const rows = await tx<AppliedFile[]>`select file as path, object, hash, rendering, release from drizzle.sql_objects`;
  return { ...release, applied: new Map(rows.map((row) => [row.path, row])), objects: await readObjects(tx, name) };
}

/**
 * How a file's object stands: as the file says; never applied; of an earlier text; gone; or rendered otherwise than when the file was
 * applied, because somebody changed it by hand or another version of PostgreSQL renders it.
 */
export function fileState(
  file: SqlFile,
  { applied, objects }: SqlState,
): "current" | "unapplied" | "outdated" | "missing" | "changed" {
  const row = applied.get(file.path);
  if (!row) return "unapplied";
  if (row.hash !== file.hash) return "outdated";
  if (!objects.has(row.object)) return "missing";
  return objects.get(row.object) === row.rendering ? "current" : "changed";
}

/** The applied files whose objects go: expired, or deleted in the release before or earlier. */
export function leavingFiles({ files, expired, release }: SqlFolder, { applied }: SqlState): readonly AppliedFile[] {
  const current = new Set(files.map(({ path }) => path));
  return [...applied.values()].filter(
    (row) => !current.has(row.path) && (expired.includes(row.path) || release > row.release + 1),
  );
}
