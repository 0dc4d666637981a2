import { importsOf, ownImport, packageOf } from "./imports.ts";
import { isTest, type Rule } from "./repository.ts";

/** One direction: what each part of the repository may import of the others. `pnpm packages-doc` writes it into the READMEs and docs/architecture.md. */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  db: ["domain"],
  runtime: ["domain"],
  auth: ["domain", "db"],
  "embedded-postgres": ["db"],
  api: ["domain", "db", "runtime", "auth"],
  demo: ["domain", "db", "auth", "api"],
  testing: ["domain", "db", "embedded-postgres"],
  "system-tests": ["domain", "db", "runtime", "auth", "embedded-postgres", "api", "demo"],
  console: ["domain", "db", "runtime", "auth", "api"],
  worker: ["domain", "db", "runtime", "api"],
  cli: ["domain", "db", "runtime", "auth", "embedded-postgres", "api", "demo"],
  gateway: ["domain", "runtime", "api"],
  posture: ["domain", "runtime", "api"],
};

const everyImport = (repository: Parameters<Rule>[0]) =>
  repository.files.flatMap(({ path, text }) => importsOf(text).map(({ from, isType }) => ({ path, from, isType })));

/** By `mayImport`. Tests of the apps may call further up what a product file may not. */
export const importsPointOneWay: Rule = (repository) =>
  everyImport(repository).flatMap(({ path, from }) => {
    const { name } = packageOf(path);
    const target = ownImport(from);
    if (!target || target.name === "testing" || target.name === name) return [];
    const allowed = mayImport[name];
    if (!allowed) return [`${path}: there is no part named ${name}. Say in package-rules.ts what it may import.`];
    if (allowed.includes(target.name) || (isTest(path) && packageOf(path).folder.startsWith("apps/"))) return [];
    const may = allowed.length > 0 ? allowed.join(", ") : "no other package";
    return [
      `${path} imports ${from}: ${name} may import ${may}. Move the code to ${target.name} or further right, or pass it in.`,
    ];
  });

export const testingIsForTests: Rule = (repository) =>
  everyImport(repository)
    .filter(
      ({ path, from }) =>
        ownImport(from)?.name === "testing" &&
        !isTest(path) &&
        !["testing", "system-tests"].includes(packageOf(path).name),
    )
    .map(
      ({ path }) =>
        `${path} imports the testing package: only tests and the system tests may. What the product needs too belongs in db.`,
    );

/** Nobody reaches past a package's `exports`, neither by name nor by a path through the folders. */
export const importsKeepToExports: Rule = (repository) => {
  const exportsOf = new Map(
    repository.manifests.map((manifest) => [packageOf(manifest.folder).name, manifest.exports ?? {}]),
  );
  return everyImport(repository).flatMap(({ path, from }) => {
    const { folder, name } = packageOf(path);
    if (from.startsWith(".") && !new URL(from, `file:///${path}`).pathname.startsWith(`/${folder}/`)) {
      return [
        `${path} imports ${from}, which leaves its package: import the other one by its name, through its exports.`,
      ];
    }
    const target = ownImport(from);
    if (!target || isExported(exportsOf.get(target.name) ?? {}, target.subpath)) return [];
    const inside =
      target.name === name ? "Import it by its relative path." : "Export it there, or use what is exported.";
    return [`${path} imports ${from}, which ${target.name} does not export. ${inside}`];
  });
};

function isExported(exports: Readonly<Record<string, string | null>>, subpath: string): boolean {
  const matching = Object.keys(exports)
    .filter((key) => {
      const [start = "", end] = key.split("*");
      return end === undefined ? key === subpath : subpath.startsWith(start) && subpath.endsWith(end);
    })
    .toSorted((a, b) => b.length - a.length);
  const [closest] = matching;
  return closest !== undefined && exports[closest] !== null;
}

/** By package.json, devDependencies too: a cycle there would be one for whoever builds or tests. */
export const packagesHaveNoCycle: Rule = ({ manifests }) => {
  const needs = new Map(
    manifests.map(({ folder, dependencies = {}, devDependencies = {} }) => [
      packageOf(folder).name,
      Object.keys({ ...dependencies, ...devDependencies }).flatMap((key) => ownImport(key)?.name ?? []),
    ]),
  );
  const trace = (name: string, auditLog: readonly string[]): string[] => {
    // Each circle once: from its first name in the alphabet.
    if (auditLog.includes(name))
      return auditLog.toSorted()[0] === name && auditLog[0] === name ? [[...auditLog, name].join(" → ")] : [];
    return (needs.get(name) ?? []).flatMap((next) => trace(next, [...auditLog, name]));
  };
  return [...needs.keys()]
    .flatMap((name) => trace(name, []))
    .map((cycle) => `Packages need each other in a circle: ${cycle}. Move what both need to the left of both.`);
};

/** SQL stands in db, auth and the use-cases of api. */
export const outerPartsHoldNoSql: Rule = (repository) =>
  everyImport(repository)
    .filter(
      ({ path }) =>
        !isTest(path) &&
        (packageOf(path).folder.startsWith("apps/") || /^packages\/api\/src\/.*router\.ts$/.test(path)),
    )
    .filter(({ from, isType }) => !isType && /^(drizzle-orm|postgres)(\/|$)|^@portcullis\/db\/schema\//.test(from))
    .map(({ path, from }) => `${path} imports ${from}: queries belong in a use-case of packages/api.`);

/** A procedure is `query(useCase)`, `mutation(useCase)` or `stream(streamCase)`: so none is without access rule and schemas. */
export const proceduresComeFromUseCases: Rule = ({ files }) =>
  files
    .filter(({ path }) => path.startsWith("packages/api/src/") && !isTest(path))
    .filter(({ path, text }) => {
      if (/^packages\/api\/src\/(kernel\/(init|procedure)|internal-router)\.ts$/.test(path)) return false;
      return /\binitTRPC\b|\bguarded\b|\bimport \{[^}]*\b(procedure|middleware)\b[^}]*\} from "[./]+(kernel\/)?init\.ts"/.test(
        text,
      );
    })
    .map(
      ({ path }) =>
        `${path} builds a procedure by itself: define a use-case, and pass it to query(), mutation() or stream() of procedure.ts.`,
    );
