import type postgres from "postgres";
import { sqlStateOf } from "../unavailable.ts";
import { type Catalogue, readFrozen, readObjects } from "./catalogue.ts";
import { type SqlFile, type SqlFolder, withoutComments } from "./sql-files.ts";
import { fileState, leavingFiles, readSqlState } from "./sql-state.ts";

type Work = (tx: postgres.TransactionSql) => Promise<void>;

export interface ApplyOptions {
  readonly folder: SqlFolder;
  /** Works in a transaction, one of all starts at a time, again where a lock is refused. */
  readonly inTurn: (work: Work) => Promise<void>;
  /** Gives the application role what it needs of a new object. */
  readonly grant: Work;
  /** Names of everything that a migration ever created. */
  readonly createdByMigrations: ReadonlySet<string>;
}

/** SQLSTATEs of a replacement with other parameters, another result or other columns. */
const signatureCodes = new Set(["42P13", "42P16"]);
const stillNeeded = "2BP01";

/**
 * Brings functions, views and triggers to the definitions in a folder, each in its own transaction, and skips what is
 * unchanged. An object is dropped in the release after the one that deleted its file.
 * @returns the database's release where that is a newer one: then nothing is done
 * @throws with a sentence that names the file which cannot be applied
 */
export async function applySqlFolder(options: ApplyOptions): Promise<number | undefined> {
  const { folder, inTurn } = options;
  let newer: number | undefined;
  // Each transaction asks again: a newer version may begin between two.
  const unlessNewer = (work: Work) =>
    inTurn(async (tx) => {
      const [row] = await tx<{ started: number }[]>`
        select started from drizzle.sql_release where started > ${folder.release}`;
      if (row) newer = row.started;
      else await work(tx);
    });

  let pending: readonly SqlFile[] = [];
  await unlessNewer(async (tx) => {
    await tx`update drizzle.sql_release set started = ${folder.release} where started < ${folder.release}`;
    const state = await readSqlState(tx);
    pending = folder.files.filter((file) => fileState(file, state) !== "current");
  });
  for (const file of pending) await unlessNewer((tx) => applyFile(tx, file, options));
  await unlessNewer(async (tx) => {
    await adoptOrphans(tx, options.createdByMigrations);
    const paths = folder.files.map(({ path }) => path);
    await tx`update drizzle.sql_objects set release = ${folder.release}
      where file = any(${paths}) and release < ${folder.release}`;
  });
  await dropLeaving(folder, unlessNewer);
  await unlessNewer(async (tx) => {
    await tx`update drizzle.sql_release set finished = ${folder.release} where finished < ${folder.release}`;
  });
  return newer;
}

async function applyFile(tx: postgres.TransactionSql, file: SqlFile, { folder, grant }: ApplyOptions): Promise<void> {
  const state = await readSqlState(tx, file.name);
  // Another start may have been here since.
  if (fileState(file, state) === "current") return;
  const { object, rendering } = await replace(tx, file, state.objects).catch((error: unknown) => {
    if (signatureCodes.has(sqlStateOf(error) ?? "")) throw signatureChanged(file, error);
    throw new Error(`sql/${file.path} cannot be applied: ${String(error)}`, { cause: error });
  });
  const earlier = state.applied.get(file.path)?.object;
  if (earlier !== undefined && earlier !== object && state.objects.has(earlier)) throw signatureChanged(file);
  const other = [...state.applied.values()].find((row) => row.object === object && row.path !== file.path);
  if (other && folder.files.some(({ path }) => path === other.path)) {
    throw new Error(`sql/${other.path} and sql/${file.path} are both the ${object}: each object has one file.`);
  }
  // A file that was renamed.
  if (other) await tx`delete from drizzle.sql_objects where file = ${other.path}`;
  await tx`
    insert into drizzle.sql_objects (file, object, hash, rendering, release)
    values (${file.path}, ${object}, ${file.hash}, ${rendering}, ${folder.release})
    on conflict (file) do update set object = excluded.object, hash = excluded.hash, rendering = excluded.rendering,
      release = excluded.release`;
  // Whatever is replaced keeps its grants; to give them all again would make every session plan anew.
  if (!state.objects.has(object)) await grant(tx);
}

function signatureChanged({ path, kind }: SqlFile, cause?: unknown): Error {
  return new Error(
    `sql/${path} changes the ${kind === "view" ? "columns" : "parameters or the result"} of its ${kind}, which a running release still uses. Make the new one a file of its own beside it, and mark the old one "-- until: <release>".`,
    { cause },
  );
}

/** Applies a text, and takes it back where the object comes out as it was: nobody's plans are made anew for nothing. */
async function replace(
  tx: postgres.TransactionSql,
  file: SqlFile,
  before: Catalogue,
): Promise<{ readonly object: string; readonly rendering: string }> {
  const unchanged = new Error("It comes out as it was.");
  const versions = await tx<{ at: string }[]>`select ctid::text as at from pg_proc where proname = ${file.name}`;
  let made = { object: "", rendering: "" };
  await tx
    .savepoint(async (trial) => {
      await trial.unsafe(file.text);
      const objects = await readObjects(trial, file.name);
      const object = await objectOf(
        trial,
        file,
        versions.map(({ at }) => at),
      );
      made = { object, rendering: objects.get(object) ?? "" };
      if (before.get(object) === made.rendering) throw unchanged;
    })
    .catch((error: unknown) => {
      if (error !== unchanged) throw error;
    });
  return made;
}

/** What a file has made: of a function the overload whose row in the catalogue is new. */
async function objectOf(tx: postgres.TransactionSql, file: SqlFile, earlier: readonly string[]): Promise<string> {
  if (file.kind === "view") return `view ${file.name}`;
  if (file.kind === "trigger") return `trigger ${file.name} on ${/\bon (\w+)/i.exec(withoutComments(file.text))?.[1]}`;
  const [row] = await tx<{ object: string }[]>`
    select 'function ' || oid::regprocedure as object from pg_proc
    where pronamespace = 'public'::regnamespace and proname = ${file.name} and ctid::text <> all(${earlier as string[]})`;
  if (!row) throw new Error(`sql/${file.path} has made no function.`);
  return row.object;
}

/** What only migrations made, and no file is left of: as if the release before the first one with files had them. */
async function adoptOrphans(tx: postgres.TransactionSql, createdByMigrations: ReadonlySet<string>): Promise<void> {
  const { finished, applied, objects } = await readSqlState(tx);
  if (finished > 0) return;
  const frozen = await readFrozen(tx);
  const known = new Set([...applied.values()].map(({ object }) => object));
  for (const [object, rendering] of objects) {
    const name = /^\w+ (\w+)/.exec(object)?.[1] ?? "";
    if (known.has(object) || frozen.has(object) || !createdByMigrations.has(name)) continue;
    await tx`insert into drizzle.sql_objects (file, object, hash, rendering, release)
      values (${`migrations: ${object}`}, ${object}, '', ${rendering}, 0)`;
  }
}

/** One by one, what others need after those. */
async function dropLeaving(folder: SqlFolder, unlessNewer: (work: Work) => Promise<void>): Promise<void> {
  for (let isDone = false; !isDone; ) {
    isDone = true;
    await unlessNewer(async (tx) => {
      const leaving = leavingFiles(folder, await readSqlState(tx));
      let refusal: Error | undefined;
      for (const { path, object } of leaving) {
        try {
          await tx.savepoint(async (each) => {
            await each.unsafe(`drop ${object.replace(/^\w+/, "$& if exists")}`);
            await each`delete from drizzle.sql_objects where file = ${path}`;
          });
          isDone = false;
          return;
        } catch (error) {
          if (!(error instanceof Error) || sqlStateOf(error) !== stillNeeded) throw error;
          refusal = error;
        }
      }
      if (refusal)
        throw new Error(`An object whose file is gone cannot be dropped: ${refusal.message}`, { cause: refusal });
    });
  }
}
