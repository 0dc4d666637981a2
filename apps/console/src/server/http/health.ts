import type { ServerResponse } from "node:http";

/** Live: the process answers. Ready: it can serve; `isReady` asks what it depends on. Undefined for any other path. */
export async function answerHealth(
  pathname: string,
  response: ServerResponse,
  isReady: () => Promise<boolean>,
): Promise<boolean> {
  if (pathname !== "/health/live" && pathname !== "/health/ready") return false;
  const ok = pathname === "/health/live" || (await isReady());
  response.writeHead(ok ? 200 : 503, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify({ ok }));
  return true;
}
