import type { Server, ServerResponse } from "node:http";

/** Milliseconds in all: whoever started us kills after ten seconds, and the rest is for closing what is left. */
const endingMs = 8_500;

/** The end of a server, so that nobody notices: first it says that it goes, then it goes. */
export interface Drain {
  /** True from the moment of `drain` on: not ready any more, though it still serves. */
  readonly isDraining: () => boolean;
  /**
   * Serves on for `lingerMs`, in which whoever balances learns that it is not ready and sends the next request elsewhere;
   * then takes no more, ends the streams, whose readers come back to another instance, and lets requests under way finish.
   */
  readonly drain: (lingerMs?: number) => Promise<void>;
}

export function drainable(server: Server): Drain {
  const open = new Set<ServerResponse>();
  let isDraining = false;
  server.prependListener("request", (_request, response) => {
    open.add(response);
    response.once("close", () => open.delete(response));
    if (isDraining) response.setHeader("connection", "close");
  });
  return {
    isDraining: () => isDraining,
    async drain(lingerMs = 0) {
      isDraining = true;
      for (const response of open) if (!response.headersSent) response.setHeader("connection", "close");
      if (lingerMs > 0) await new Promise((resolve) => setTimeout(resolve, lingerMs));
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const response of open) if (isStream(response)) endStream(response);
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), endingMs - lingerMs);
      await closed;
      clearTimeout(timer);
    },
  };
}

export const isStream = (response: ServerResponse): boolean =>
  String(response.getHeader("content-type")).startsWith("text/event-stream");

/** In the form of HTTP, so that nothing between us and the reader takes it for a failure. */
function endStream(response: ServerResponse): void {
  // Whoever writes it may have something on its way.
  response.on("error", () => {});
  response.end(() => response.destroy());
}
