import { EventEmitter, on, once } from "node:events";
import { createServer } from "node:http";
import { type AgentReport, agentReport, type PeersEvent, reportTaken, stillSeconds } from "@portcullis/domain/gateway";
import { initTRPC, TRPCError } from "@trpc/server";
import { createHTTPHandler } from "@trpc/server/adapters/standalone";

const enveloped = {
  serialize: (json: unknown) => ({ json }),
  deserialize: ({ json }: { readonly json: unknown }) => json,
};

/**
 * The agent router's outside without its inside: over HTTP, in the same form, with a token and without a database.
 * At a Unix socket where `path` is given, else at a port of loopback.
 */
export async function agentServer(options: {
  readonly token: string;
  readonly path?: string;
  /** As the previous release speaks: JSON in an envelope. */
  readonly isPrevious?: boolean;
}) {
  const said = new EventEmitter();
  const reports: AgentReport[] = [];
  let first: PeersEvent = { kind: "still" };
  let token = options.token;
  const t = initTRPC.context<{ authorization: string | undefined }>().create({
    isDev: false,
    ...(options.isPrevious && { transformer: enveloped }),
  });
  const procedure = t.procedure.use(({ ctx, next }) => {
    if (ctx.authorization !== `Bearer ${token}`) throw new TRPCError({ code: "UNAUTHORIZED" });
    return next();
  });
  const router = t.router({
    agent: t.router({
      peers: procedure.subscription(async function* ({ signal }) {
        const events: AsyncIterable<PeersEvent[]> = on(said, "event", signal ? { signal } : {});
        yield first;
        for await (const [event] of events) if (event) yield event;
      }),
      report: procedure
        .input(agentReport)
        .output(reportTaken)
        .mutation(({ input }) => {
          reports.push(input);
          return { ok: true };
        }),
    }),
  });
  const handler = createHTTPHandler({
    router,
    basePath: "/api/trpc/",
    createContext: ({ req }) => ({ authorization: req.headers.authorization }),
  });
  const server = createServer(handler).listen(options.path ?? { port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  const stills = setInterval(() => said.emit("event", { kind: "still" }), stillSeconds * 1000);
  return {
    url: () => {
      const address = server.address();
      return address && typeof address === "object" ? `http://127.0.0.1:${address.port}` : "";
    },
    reports,
    listeners: () => said.listenerCount("event"),
    say(event: PeersEvent) {
      if (event.kind === "full") first = event;
      said.emit("event", event);
    },
    replaceToken(other: string) {
      token = other;
    },
    /** What a restart of the console looks like. */
    cut: () => server.closeAllConnections(),
    async [Symbol.asyncDispose]() {
      clearInterval(stills);
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
