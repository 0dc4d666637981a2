import type postgres from "postgres";

/** What is told of each transaction: `asked`, then `got` or `failed`; after `got`, `ended`. */
export interface PoolMetrics {
  readonly asked: () => void;
  /** It has its connection and has begun, after so many seconds. */
  readonly got: (waitedSeconds: number) => void;
  /** It never began. */
  readonly failed: () => void;
  readonly ended: () => void;
}

type Work = (tx: postgres.TransactionSql) => unknown;

/** The driver says nothing of its pool, so its transactions are watched where they are asked for. */
export function watchTransactions(client: postgres.Sql, watch: PoolMetrics): void {
  const begin = client.begin.bind(client);
  const watched = async (work: Work) => {
    const askedAt = performance.now();
    let hasBegun = false;
    watch.asked();
    try {
      return await begin((tx) => {
        hasBegun = true;
        watch.got((performance.now() - askedAt) / 1000);
        return work(tx);
      });
    } finally {
      watch[hasBegun ? "ended" : "failed"]();
    }
  };
  Object.assign(client, { begin: watched });
}
