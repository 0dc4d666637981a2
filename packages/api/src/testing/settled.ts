import { refusalOf } from "./refusal.ts";

/** Who queues first goes first: each round somebody else. */
export function rotated<T>(contenders: readonly T[], by: number): readonly T[] {
  const at = by % contenders.length;
  return [...contenders.slice(at), ...contenders.slice(0, at)];
}

/** Why those who were refused were. */
export const reasonsOf = (settled: readonly PromiseSettledResult<unknown>[]) =>
  Promise.all(
    settled.flatMap((one) =>
      one.status === "rejected" ? [refusalOf(Promise.reject(one.reason as Error)).then(({ reason }) => reason)] : [],
    ),
  );
