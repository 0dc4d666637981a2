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
  // Next's own reading, at the version that is installed; it has no public name.
  const { parseAndValidateFlightRouterState: read } = await import(
    "next/dist/server/app-render/parse-and-validate-flight-router-state.js"
  );
  return {
    answer(request, response) {
      dropDamagedState(request.headers, read);
      return handle(request, response);
    },
    close: () => app.close(),
  };
}

const stateHeader = "next-router-state-tree";

/** Next answers a state of its router that it cannot read with a 500; without one it answers the whole page. */
function dropDamagedState(
  headers: IncomingMessage["headers"],
  read: (state: string | string[] | undefined) => unknown,
) {
  try {
    read(headers[stateHeader]);
  } catch {
    delete headers[stateHeader];
  }
}
