/** True where the part is well. What it throws counts as no. */
export type Check = () => boolean | Promise<boolean>;

/**
 * Asks every part how it is and answers the names of those that are not well; none means ready. Never takes longer than
 * `patienceMs`: a part that hangs is not well, and is not asked again while it still hangs.
 */
export function readiness(checks: Readonly<Record<string, Check>>, patienceMs: number): () => Promise<string[]> {
  const parts = Object.entries(checks).map(([name, check]) => ({ name, ask: once(check) }));
  return async () => {
    const late = Promise.withResolvers<boolean>();
    const timer = setTimeout(late.resolve, patienceMs, false);
    const answers = await Promise.all(
      parts.map(async ({ name, ask }) => ((await Promise.race([ask(), late.promise])) ? [] : [name])),
    );
    clearTimeout(timer);
    return answers.flat();
  };
}

/** Whoever asks while an answer is on its way shares it. */
function once(check: Check): () => Promise<boolean> {
  let asked: Promise<boolean> | undefined;
  const ask = async () => {
    try {
      return await check();
    } catch {
      return false;
    } finally {
      asked = undefined;
    }
  };
  return () => {
    asked ??= ask();
    return asked;
  };
}
