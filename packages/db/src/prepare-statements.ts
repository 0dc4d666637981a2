import type postgres from "postgres";

/**
 * Texts with more parameters than this are lists that are rarely of the same length twice: each would be one more statement
 * to keep, on every connection, and none that comes again.
 */
const parametersMax = 64;

/**
 * Lets the query builder's statements be prepared, which it asks the client not to: parsed and planned once for each
 * connection, and sent in one round trip instead of two. Planning is most of what a read through the views costs.
 */
export function prepareStatements(client: postgres.Sql): postgres.Sql {
  const { begin } = client;
  const inPrepared = (work: (tx: postgres.TransactionSql) => unknown) => (tx: postgres.TransactionSql) =>
    work(withPrepared(tx));
  return Object.assign(withPrepared(client), {
    begin: (work: (tx: postgres.TransactionSql) => unknown) => begin(inPrepared(work)),
  }) as postgres.Sql;
}

function withPrepared<Client extends postgres.ISql>(client: Client): Client {
  const { unsafe } = client;
  const prepared: typeof unsafe = (text, parameters = [], options = {}) =>
    unsafe(text, parameters, { ...options, prepare: parameters.length > 0 && parameters.length <= parametersMax });
  return Object.assign(client, { unsafe: prepared });
}
