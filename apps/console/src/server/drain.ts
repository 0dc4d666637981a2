import type { Server, ServerResponse } from "node:http";

/** Milliseconds that requests under way have to finish; whoever started us kills after ten seconds. */
const patience = 7_000;

/** Knows which answers are streams, which end when the process does: their readers come back to another instance. */
export function drainable(server: Server): () => Promise<void> {
  const open = new Set<ServerResponse>();
  let isDraining = false;
  server.prependListener("request", (_request, response) => {
    open.add(response);
    response.once("close", () => open.delete(response));
    if (isDraining) response.setHeader("connection", "close");
  });
  return async () => {
    isDraining = true;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const response of open) {
      if (String(response.getHeader("content-type")).startsWith("text/event-stream")) response.destroy();
      else if (!response.headersSent) response.setHeader("connection", "close");
    }
    server.closeIdleConnections();
    const timer = setTimeout(() => server.closeAllConnections(), patience);
    await closed;
    clearTimeout(timer);
  };
}
