import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { z } from "zod";

/** The part of OTLP's JSON form (opentelemetry-proto, trace.proto) that a trace is put together from. */
const delivery = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(z.object({ key: z.string(), value: z.unknown() })) }),
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              traceId: z.string(),
              spanId: z.string(),
              parentSpanId: z.string().optional(),
              name: z.string(),
              startTimeUnixNano: z.string(),
              endTimeUnixNano: z.string(),
              attributes: z.array(z.object({ key: z.string(), value: z.unknown() })),
            }),
          ),
        }),
      ),
    }),
  ),
});

type Span = z.infer<typeof delivery>["resourceSpans"][number]["scopeSpans"][number]["spans"][number];

interface CollectedSpan extends Span {
  readonly service: string;
}

/** A collector of traces by OTLP over HTTP that keeps what it is given. */
export async function openCollector() {
  const spans: CollectedSpan[] = [];
  let raw = "";
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await text(request);
    raw += body;
    for (const { resource, scopeSpans } of delivery.parse(JSON.parse(body)).resourceSpans) {
      const named = resource.attributes.find(({ key }) => key === "service.name")?.value;
      const service = z.object({ stringValue: z.string() }).parse(named).stringValue;
      for (const span of scopeSpans.flatMap((scope) => scope.spans)) spans.push(Object.assign(span, { service }));
    }
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  };
  const server = createServer((request, response) => void take(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ofTrace: (traceId: string) => spans.filter((span) => span.traceId === traceId),
    /** Everything that was delivered, as it came. */
    raw: () => raw,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
