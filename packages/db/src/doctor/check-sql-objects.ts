import type postgres from "postgres";
import { readSqlFolder, type SqlFile } from "../sql/sql-files.ts";
import { fileState, readSqlState, type SqlState } from "../sql/sql-state.ts";
import { error, type Finding, ok } from "./finding.ts";

const problems: Record<Exclude<ReturnType<typeof fileState>, "current">, string> = {
  unapplied: "was never applied",
  outdated: "is of another version",
  missing: "is missing",
  changed: "differs from its file: it was changed by hand, or the server was upgraded",
};

/**
 * Whether each function, view and trigger is what its file says, by the catalogue's own rendering.
 * @param owner a connection of the schema's owner, to a database that has every numbered migration
 */
export async function checkSqlObjects(owner: postgres.Sql): Promise<readonly Finding[]> {
  const { files, release } = readSqlFolder();
  const state = await owner.begin((tx) => readSqlState(tx));
  if (state.started > release) {
    return [
      error(
        `The functions, views and triggers are of release ${state.started}, and this version's of ${release}`,
        "Upgrade this installation: schemas only go forward.",
      ),
    ];
  }
  const found = files.flatMap((file) => findingOf(file, state) ?? []);
  return found.length > 0 ? found : [ok("Every function, view and trigger is of this version")];
}

function findingOf(file: SqlFile, state: SqlState): Finding | undefined {
  const how = fileState(file, state);
  return how === "current"
    ? undefined
    : error(`The ${file.kind} ${file.name} ${problems[how]}`, `Run db:migrate, which applies sql/${file.path} again.`);
}
