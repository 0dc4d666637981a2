import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/** Next, behind our door. */
export interface Pages {
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
  close(): Promise<void>;
}

/**
 * Loads Next, which reads the environment as it loads: that has to be prepared before. In development it hears of upgrade
 * requests too, by which pages are reloaded.
 */
export async function loadPages(options: {
  readonly directory: string;
  readonly server: Server;
  readonly port: number;
  readonly isDevelopment: boolean;
}): Promise<Pages> {
  const { default: next } = await import("next");
  const app = next({
    dev: options.isDevelopment,
    dir: options.directory,
    hostname: "localhost",
    port: options.port,
    // Next answers upgrades by itself, past our door, and leaves those that it does not know without an answer.
    httpServer: options.isDevelopment ? options.server : createServer(),
  });
  await app.prepare();
  const handle = app.getRequestHandler();
  return { answer: (request, response) => handle(request, response), close: () => app.close() };
}
