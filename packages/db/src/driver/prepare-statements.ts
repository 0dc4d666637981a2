import type postgres from "postgres";
import { currentDeadline } from "../call-deadline.ts";

/**
 * Texts with more parameters than this are lists that are rarely of the same length twice: each would be one more statement
 * to keep, on every connection, and none that comes again.
 */
const parametersMax = 64;

/**
 * Enables prepared statements for the query builder, which disables them: each is planned once per connection and sent in
 * one round trip instead of two, and planning is most of the cost of reads through the views. `reading` is the same pool
 * with read-only transactions, in which PostgreSQL refuses writes; `scoped` the same with transactions whose statements follow
 * their BEGIN without waiting for it: the first one must be what the others can do nothing without, as the scope of a tenant is.
 */
export function prepareStatements(client: postgres.Sql): {
  readonly all: postgres.Sql;
  readonly reading: postgres.Sql;
  readonly scoped: postgres.Sql;
} {
  const begin = client.begin.bind(client);
  const inPrepared = (work: Work) => (tx: postgres.TransactionSql) => work(withPrepared(tx));
  const all = Object.assign(withPrepared(client), {
    begin: (work: Work) => inTime(inPrepared(work), begin),
  }) as postgres.Sql;
  // The driver sends these transactions' statements right behind BEGIN; where they read only, nobody waits for their COMMIT either.
  const inOneWrite = (mode: "read only" | "read write") =>
    Object.assign(Object.create(all), {
      begin: (work: Work) => inTime(inPrepared(work), (inside) => begin(mode, inside)),
    }) as postgres.Sql;
  return { all, reading: inOneWrite("read only"), scoped: inOneWrite("read write") };
}

type Work = (tx: postgres.TransactionSql) => unknown;

/** A transaction of a call whose time is over is not begun, and not committed. */
async function inTime(work: Work, begin: (work: Work) => Promise<unknown>): Promise<unknown> {
  const deadline = currentDeadline();
  if (!deadline) return begin(work);
  deadline.assertOpen();
  const answered = deadline.ask();
  let committed: (() => void) | undefined;
  try {
    return await begin(async (tx) => {
      const result = await work(tx);
      deadline.assertOpen();
      committed = deadline.commit();
      return result;
    });
  } finally {
    committed?.();
    answered();
  }
}

/** The query builder sends what it makes at once; waiting for it here as well sends nothing twice. */
function watched<Query extends PromiseLike<unknown>>(query: Query): Query {
  const answered = currentDeadline()?.ask();
  if (answered) query.then(answered, answered);
  return query;
}

function withPrepared<Client extends postgres.ISql>(client: Client): Client {
  const unsafe = client.unsafe.bind(client);
  const prepared: typeof unsafe = (text, parameters = [], options = {}) =>
    watched(
      unsafe(text, parameters, { ...options, prepare: parameters.length > 0 && parameters.length <= parametersMax }),
    );
  return Object.assign(client, { unsafe: prepared });
}
