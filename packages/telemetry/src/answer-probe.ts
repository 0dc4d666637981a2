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
