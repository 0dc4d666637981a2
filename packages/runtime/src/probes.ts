import type { ServerResponse } from "node:http";

/** What a process says of itself: live while its event loop answers, ready while no part of it is unwell. */
export type FailingParts = () => Promise<string[]>;

/** Whether `answerProbe` answers it. */
export const isProbe = (pathname: string | undefined): boolean =>
  pathname === "/health/live" || pathname === "/health/ready";

/**
 * Answers `/health/live` and `/health/ready`; false for any other path. The body names the parts that are not well, so that
 * whoever is woken knows where to look.
 */
export async function answerProbe(
  pathname: string | undefined,
  response: ServerResponse,
  failingParts: FailingParts,
  details: () => Readonly<Record<string, boolean>> = () => ({}),
): Promise<boolean> {
  if (!isProbe(pathname)) return false;
  const isLive = pathname === "/health/live";
  const failing = isLive ? [] : await failingParts();
  const ok = failing.length === 0;
  const body = { ok, ...(!ok && { failing }), ...(!isLive && details()) };
  response.writeHead(ok ? 200 : 503, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
  return true;
}

/** True where the part is well. What it throws counts as no. */
export type Check = () => boolean | Promise<boolean>;

/**
 * Milliseconds after which a part that does not answer is not well. A machine that is busy for a moment is no reason to be
 * taken out, least of all by all consoles at once.
 */
const usualPatienceMs = 5_000;

/**
 * Returns a function that checks every part and resolves with the names of those that fail; an empty list means ready, and a
 * process that is shutting down is reported at once. It takes at most `patienceMs`: a part that hangs counts as failed, and
 * is not asked again while it hangs.
 */
export function readiness(
  isServing: () => boolean,
  checks: Readonly<Record<string, Check>>,
  patienceMs = usualPatienceMs,
): () => Promise<string[]> {
  const parts = Object.entries(checks).map(([name, check]) => ({ name, ask: once(check) }));
  return async () => {
    if (!isServing()) return ["serving"];
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
