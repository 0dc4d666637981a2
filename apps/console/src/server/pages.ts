import type { IncomingMessage, Server, ServerResponse } from "node:http";

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
    httpServer: options.server,
  });
  await app.prepare();
  const handle = app.getRequestHandler();
  return { answer: (request, response) => handle(request, response), close: () => app.close() };
}
