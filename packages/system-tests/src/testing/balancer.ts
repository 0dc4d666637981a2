import { once } from "node:events";
import { Agent, createServer, request as forward, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Milliseconds between two looks at each upstream, and that an answer may take: `health_interval` and `health_timeout` of Caddy. */
const lookEveryMs = 1_000;
const lookPatienceMs = 5_000;

export interface Balancer extends AsyncDisposable {
  readonly url: string;
  /** The ports that are ready, as far as the last look tells. */
  readonly ready: () => readonly number[];
  /** How many requests each port was given. */
  readonly given: () => ReadonlyMap<number, number>;
  /** Requests that found nobody who would answer. */
  readonly unanswered: () => readonly string[];
}

/**
 * What Caddy or HAProxy does in front of two consoles: asks each for its readiness once a second and shares requests out among
 * those that were ready, over connections that it keeps. It tries nothing twice, so that nothing is hidden.
 */
export async function openBalancer(ports: readonly number[]): Promise<Balancer> {
  const agent = new Agent({ keepAlive: true });
  const ready = new Set<number>();
  const given = new Map<number, number>();
  const unanswered: string[] = [];
  let turn = 0;

  async function look(port: number): Promise<void> {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, {
      signal: AbortSignal.timeout(lookPatienceMs),
    }).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) ready.add(port);
    else ready.delete(port);
  }

  function pass(request: IncomingMessage, response: ServerResponse): void {
    const candidates = ports.filter((port) => ready.has(port));
    const port = candidates[turn++ % candidates.length];
    const fail = (why: string) => {
      unanswered.push(`${request.method} ${request.url?.split("?", 1)[0]} at ${port}: ${why}`);
      if (response.headersSent) response.destroy();
      else response.writeHead(502).end();
    };
    if (port === undefined) return fail("nobody is ready");
    given.set(port, (given.get(port) ?? 0) + 1);
    const { method, url, headers } = request;
    const upstream = forward({ host: "127.0.0.1", port, method, path: url, headers, agent });
    let isLeft = false;
    response.once("close", () => {
      isLeft = !response.writableFinished;
      if (isLeft) upstream.destroy();
    });
    upstream.on("error", (error) => !isLeft && fail(error.message));
    upstream.on("response", (answer) => {
      const { connection: _, "keep-alive": __, ...kept } = answer.headers;
      response.writeHead(answer.statusCode ?? 502, kept);
      response.flushHeaders();
      answer.on("error", (error) => !isLeft && fail(error.message));
      answer.pipe(response);
    });
    request.pipe(upstream);
  }

  const server = createServer(pass).listen(0, "localhost");
  await once(server, "listening");
  await Promise.all(ports.map(look));
  const timer = setInterval(() => ports.forEach((port) => void look(port)), lookEveryMs);
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    ready: () => ports.filter((port) => ready.has(port)),
    given: () => given,
    unanswered: () => unanswered,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      server.close();
      server.closeAllConnections();
      agent.destroy();
      await once(server, "close");
    },
  };
}
