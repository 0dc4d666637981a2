import { join } from "node:path";
import { seedDemo } from "@portcullis/demo/seed-demo";
import { freePort } from "@portcullis/embedded-postgres/operating-system";
import { environment } from "@portcullis/testing/env";
import { type Program, startProgram } from "@portcullis/testing/program";
import { type TestDatabase, testDatabase } from "@portcullis/testing/test-database";
import { changedTables, fingerprints } from "../oracle/fingerprint.ts";
import { type Answer, type Asked, ask } from "./ask.ts";
import { type Callers, enter, reenter } from "./callers.ts";
import { type Corpus, readCorpus } from "./corpus.ts";

const folder = join(import.meta.dirname, "../../../../../apps/console");

/** The built console as `start` runs it, on a database of its own with two tenants full of things. */
export interface FuzzedConsole extends AsyncDisposable {
  readonly database: TestDatabase;
  readonly port: number;
  readonly origin: string;
  readonly program: Program;
  /** Characters that it had said when it was ready. */
  readonly saidAtStart: number;
  readonly callers: Callers;
  /** Signs those in again whose session has ended. */
  reenter(): Promise<void>;
  readonly corpus: Corpus;
  ask(asked: Asked): Promise<Answer>;
  /** The tables that hold something else than when it was made. */
  changedTables(): Promise<string[]>;
}

/** Whoever sends stands behind a proxy on this host that is trusted, so that each call has an address of its own. */
const proxies = "127.0.0.1, ::1";

/** @param slug of the one tenant whose rows `changedTables` looks at; undefined for all */
export async function fuzzedConsole(slug?: string): Promise<FuzzedConsole> {
  await using started = new AsyncDisposableStack();
  const database = started.use(await testDatabase());
  await seedDemo(database);
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const program = started.use(
    await startProgram({
      script: "dist/server.js",
      cwd: folder,
      env: {
        ...environment(),
        NODE_ENV: "production",
        DATABASE_URL: database.applicationUrl,
        PORT: String(port),
        PUBLIC_URL: origin,
        PORTCULLIS_SECRET: "for-tests-only".padEnd(44, "!"),
        TRUSTED_PROXIES: proxies,
      },
      readyUrl: `http://127.0.0.1:${port}/health/ready`,
    }),
  );
  const asking = (asked: Asked) => ask(port, asked);
  const callers = await enter({ ask: asking, origin });
  const corpus = await readCorpus({ database, callers });
  const prints = started.use(await fingerprints(database));
  const before = await prints.take(slug);
  const owned = started.move();
  return {
    database,
    port,
    origin,
    program,
    saidAtStart: program.said().length,
    callers,
    reenter: () => reenter({ ask: asking, origin }, callers),
    corpus,
    ask: asking,
    changedTables: async () => changedTables(before, await prints.take(slug)),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
