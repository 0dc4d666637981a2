import { describe, expect, it } from "vitest";
import { clientsLoadNoServer, noPageDecidesDone } from "./architecture/client-rules.ts";
import { lockFileNamesNoAddress, versionsAreNamedOnce } from "./architecture/dependency-rules.ts";
import { importsOf, ownImport } from "./architecture/imports.ts";
import { migrationsExpand } from "./architecture/migration-rules.ts";
import {
  importsKeepToExports,
  importsPointOneWay,
  outerPartsHoldNoSql,
  packagesHaveNoCycle,
  proceduresComeFromUseCases,
  testingIsForTests,
} from "./architecture/package-rules.ts";
import { type Manifest, type Repository, type Rule, readRepository } from "./architecture/repository.ts";
import { indexesNameTheirQuery, tenantTablesNameTheirTenant } from "./architecture/schema-rules.ts";
import {
  environmentIsReadOnce,
  filesAreShort,
  namesAreKebabCase,
  namesSayWhatIsInside,
  nothingIsPutOff,
  testsRun,
} from "./architecture/text-rules.ts";
import { namesAreTheFieldsOwn } from "./architecture/vocabulary-rules.ts";

const repository = readRepository();

it("reads the repository as it is", () => {
  expect(repository.files.length).toBeGreaterThan(200);
  expect(
    repository.files.flatMap(({ text }) => importsOf(text).filter(({ from }) => ownImport(from))).length,
  ).toBeGreaterThan(500);
  expect(repository.manifests.map(({ folder }) => folder)).toEqual(
    expect.arrayContaining(["", "packages/db", "apps/console"]),
  );
});

/** Files by path. */
const files = (sources: Record<string, string>): Partial<Repository> => ({
  files: Object.entries(sources).map(([path, text]) => ({ path, text })),
});
const manifest = (folder: string, more: Omit<Manifest, "folder"> = {}): Manifest => ({ folder, ...more });
const needs = (...names: string[]) => Object.fromEntries(names.map((name) => [`@portcullis/${name}`, "workspace:*"]));
const api = manifest("packages/api", { exports: { "./*/internal": null, "./*": "./src/*.ts" } });
// Put together here, so that the rules do not find them in this file.
const later = ["TO", "DO"].join("");
const environment = ["process", "env"].join(".");
const skip = ["it", "skip"].join(".");

/** [the rule, a breach, what the sentence says, something close to it that is no breach] */
const rules: [string, Rule, Partial<Repository>, RegExp, Partial<Repository>][] = [
  [
    "names are the field's own",
    namesAreTheFieldsOwn,
    files({
      "packages/api/src/a.ts": "export const openWorld = (wide: boolean) => <T,>(text: T) => ({ wide, text });",
    }),
    /"openWorld" is a word of our own. Use the field's: fixture\./,
    files({ "packages/api/src/a.tsx": 'export const World2 = "world"; // a world' }),
  ],
  [
    "names are the field's own, within a package",
    namesAreTheFieldsOwn,
    files({ "packages/system-tests/src/bench/a.ts": "export interface Site { id: string }" }),
    /"Site" is a word of our own. Use the field's: dataset\./,
    files({ "packages/api/src/a.ts": "export interface Site { id: string }" }),
  ],
  [
    "imports point one way",
    importsPointOneWay,
    files({ "packages/db/src/a.ts": 'import { signIn } from "@portcullis/auth/sign-in";' }),
    /db may import domain\. Move the code to auth/,
    files({ "packages/auth/src/a.ts": 'import type { Database } from "@portcullis/db/client";' }),
  ],
  [
    "even types point one way",
    importsPointOneWay,
    files({ "packages/domain/src/a.ts": 'import type { Database } from "@portcullis/db/client";' }),
    /domain may import no other package/,
    files({ "apps/worker/faults/a.test.ts": 'import { a } from "@portcullis/api/a";' }),
  ],
  [
    "a new part says what it may import",
    importsPointOneWay,
    files({ "packages/post/src/a.ts": 'import { id } from "@portcullis/domain/ids";' }),
    /there is no part named post/,
    files({ "packages/post/src/a.ts": 'import { z } from "zod";' }),
  ],
  [
    "the testing package is for tests",
    testingIsForTests,
    files({ "packages/api/src/a.ts": 'import { testDatabase } from "@portcullis/testing/test-database";' }),
    /only tests and the system tests may/,
    files({ "packages/api/src/testing/a.ts": 'import { testDatabase } from "@portcullis/testing/test-database";' }),
  ],
  [
    "nobody reaches past exports",
    importsKeepToExports,
    {
      manifests: [api],
      ...files({ "apps/cli/src/a.ts": 'import { a } from "@portcullis/api/user/internal";' }),
    },
    /which api does not export/,
    {
      manifests: [api],
      ...files({ "apps/cli/src/a.ts": 'import { a } from "@portcullis/api/user/get-user";' }),
    },
  ],
  [
    "nobody walks through the folders",
    importsKeepToExports,
    files({ "packages/api/src/user/a.ts": 'export * from "../../../db/src/client.ts";' }),
    /leaves its package/,
    files({ "packages/api/src/user/a.ts": 'export * from "../kernel/init.ts";' }),
  ],
  [
    "packages need each other in no circle",
    packagesHaveNoCycle,
    {
      manifests: [
        manifest("packages/db", { devDependencies: needs("testing") }),
        manifest("packages/testing", { dependencies: needs("db") }),
      ],
    },
    /db → testing → db/,
    { manifests: [manifest("packages/db"), manifest("packages/testing", { dependencies: needs("db") })] },
  ],
  [
    "SQL stays inside",
    outerPartsHoldNoSql,
    files({ "packages/api/src/user/router.ts": 'import { eq } from "drizzle-orm";' }),
    /queries belong in a use-case/,
    files({ "packages/api/src/tests/a.test.ts": 'import { eq } from "drizzle-orm";' }),
  ],
  [
    "procedures come from use-cases",
    proceduresComeFromUseCases,
    files({ "packages/api/src/user/router.ts": 'import { procedure, router } from "../kernel/init.ts";' }),
    /define a use-case/,
    files({ "packages/api/src/user/router.ts": 'import { router } from "../kernel/init.ts";' }),
  ],
  [
    "tables stay inside",
    outerPartsHoldNoSql,
    files({ "apps/worker/src/a.ts": 'import { users } from "@portcullis/db/schema/users";' }),
    /queries belong in a use-case/,
    files({ "apps/worker/src/a.ts": 'import { openDatabase } from "@portcullis/db/client";' }),
  ],
  [
    "a client loads no server",
    clientsLoadNoServer,
    files({ "apps/console/src/a.tsx": '"use client";\nimport { appRouter } from "@portcullis/api/router";' }),
    /a\.tsx imports @portcullis\/api\/router into the browser/,
    files({ "apps/console/src/a.tsx": '"use client";\nimport type { AppRouter } from "@portcullis/api/types";' }),
  ],
  [
    "a client loads no server by way of others",
    clientsLoadNoServer,
    files({
      "apps/console/src/a.tsx": '"use client";\nimport { b } from "#b.ts";',
      "apps/console/src/b.ts": 'export { c } from "./inner/c";',
      "apps/console/src/inner/c.ts": 'import { openDatabase } from "@portcullis/db/client";',
    }),
    /c\.ts, loaded by apps\/console\/src\/a\.tsx imports @portcullis\/db/,
    files({
      "apps/console/src/a.tsx": '"use client";\nimport type { b } from "#b.ts";',
      "apps/console/src/b.ts": 'import { openDatabase } from "@portcullis/db/client";',
    }),
  ],
  [
    "the environment is read in one place per app",
    environmentIsReadOnce,
    files({ "apps/worker/src/worker.ts": `const url = ${environment}.DATABASE_URL;` }),
    /read and check it in the env\.ts/,
    files({ "apps/worker/src/env.ts": `const url = ${environment}.DATABASE_URL;` }),
  ],
  [
    "names are kebab-case",
    namesAreKebabCase,
    files({ "packages/api/src/userRouter.ts": "" }),
    /in kebab-case/,
    files({ "apps/console/src/app/(app)/users/[id]/page.tsx": "", "packages/api/src/user-router.test.ts": "" }),
  ],
  [
    "folders are kebab-case",
    namesAreKebabCase,
    files({ "packages/api/src/Routers/user.ts": "" }),
    /in kebab-case/,
    files({ "packages/db/migrations/0001_tables.sql": "" }),
  ],
  [
    "names say what is inside",
    namesSayWhatIsInside,
    files({ "apps/console/src/date-utils.ts": "" }),
    /"utils" says nothing/,
    files({ "apps/console/src/utilisation.ts": "" }),
  ],
  [
    "files are short",
    filesAreShort,
    files({ "packages/api/src/a.ts": "\n".repeat(300) + "end" }),
    /has 301 lines, over 300/,
    files({ "packages/api/src/a.ts": "\n".repeat(299) + "end" }),
  ],
  [
    "nothing is put off",
    nothingIsPutOff,
    files({ "packages/api/src/a.ts": `// ${later}: later` }),
    /puts something off/,
    files({ "packages/api/src/a.ts": "// MASTODON" }),
  ],
  [
    "every test runs",
    testsRun,
    files({ "packages/api/src/a.test.ts": `${skip}("works")` }),
    /a test that does not run is none/,
    files({ "packages/api/src/a.test.ts": 'it("skips what is known")' }),
  ],
  [
    "tables name their tenant",
    tenantTablesNameTheirTenant,
    files({
      "packages/db/src/schema/a.ts": 'pgTable("a", { tenantId: tenantId() }); pgTable("b", { id: uuid("id") })',
    }),
    /the table b has no tenantId/,
    files({ "packages/db/src/schema/a.ts": 'pgTable("tenants", { id: uuid("id") })' }),
  ],
  [
    "indexes name their query",
    indexesNameTheirQuery,
    files({ "packages/db/src/schema/a.ts": '    // by name\n    index("a_name").on(t.name),' }),
    /the index a_name serves nobody/,
    files({ "packages/db/src/schema/a.ts": '    // serves a.list\n    index("a_name").on(t.name),' }),
  ],
  [
    "migrations expand",
    migrationsExpand,
    files({ "packages/db/migrations/0099_a.sql": 'ALTER TABLE "users" DROP COLUMN "image";' }),
    /takes a column away, which the version before may use/,
    files({
      "packages/db/migrations/0099_a.sql":
        '-- contract: nothing uses it since 1.4\nALTER TABLE "users" DROP COLUMN "image";',
      "packages/db/migrations/0003_a.sql": 'ALTER TABLE "users" DROP COLUMN "image";',
    }),
  ],
  [
    "migrations ask for no value that the version before does not give",
    migrationsExpand,
    files({ "packages/db/migrations/0099_a.sql": 'ALTER TABLE "users" ADD COLUMN "a" text NOT NULL;' }),
    /adds a column that must be given/,
    files({
      "packages/db/migrations/0099_a.sql":
        'CREATE TABLE "a" ("b" text NOT NULL);--> statement-breakpoint\nALTER TABLE "a" ALTER COLUMN "b" SET NOT NULL;--> statement-breakpoint\nALTER TABLE "users" ADD COLUMN "a" text DEFAULT \'\' NOT NULL;',
    }),
  ],
  [
    "no page decides that a change is done",
    noPageDecidesDone,
    files({ "apps/console/src/a.tsx": 'const isDone = cascade.status === "done";' }),
    /decides by itself that a change is done/,
    files({
      "apps/console/src/a.tsx": 'const isDone = cascade.state === "done";',
      "packages/api/src/a.ts": 'if (cascade.status === "done") return;',
    }),
  ],
  [
    "versions are named once",
    versionsAreNamedOnce,
    { manifests: [manifest("packages/db", { dependencies: { zod: "^4.0.0" } })] },
    /asks for zod \^4\.0\.0/,
    { manifests: [manifest("packages/db", { dependencies: { zod: "catalog:", ...needs("domain") } })] },
  ],
  [
    "the lock file names no address",
    lockFileNamesNoAddress,
    { lockFile: "resolution: {tarball: https://registry.test/a.tgz}" },
    /names an address/,
    { lockFile: "resolution: {integrity: sha512-abc==}" },
  ],
];

describe.each(rules)("%s", (_, rule, breach, sentence, harmless) => {
  const made = (part: Partial<Repository>): Repository => ({ files: [], manifests: [], lockFile: "", ...part });

  it("in this repository", () => expect(rule(repository)).toEqual([]));

  it("or else a sentence says where the code belongs", () =>
    expect(rule(made(breach))).toEqual([expect.stringMatching(sentence)]));

  it("and says nothing of what only looks like it", () => expect(rule(made(harmless))).toEqual([]));
});
