import type { TenantTx } from "./tenant.ts";

/** A statement that a step begins: one of the query builder, or one that runs already. */
type Statement<T> = PromiseLike<T> & { execute?(): Promise<T> };
/** Begins one statement or several, and waits for nothing before that. */
type Step<T> = (tx: TenantTx) => Statement<T>;

/**
 * Sends statements in this order without waiting in between, such as a lock before what it protects; `Promise.all` promises
 * no order. The driver sends a transaction's statements in the order in which they are begun, so each step must begin its
 * statements synchronously.
 */
export function sequence<const Steps extends readonly Step<unknown>[]>(
  tx: TenantTx,
  ...steps: Steps
): Promise<{ -readonly [At in keyof Steps]: Awaited<ReturnType<Steps[At]>> }> {
  const begun = steps.map((step) => {
    const statement = step(tx);
    // A statement of the query builder begins when it is waited for, which would be too late.
    return statement.execute ? statement.execute() : statement;
  });
  return Promise.all(begun) as never;
}
