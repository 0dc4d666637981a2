import { Agent, type IncomingHttpHeaders, request as sendRequest } from "node:http";
import { wireHeaders } from "@portcullis/domain/wire";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** A stream is left after what it says first: that it is connected, and one event more. */
  readonly isStream?: boolean;
}

/** Longer than any request may take, and shorter than whoever waits for a hanging one. */
const patienceMs = 15_000;

const agent = new Agent({ keepAlive: true, maxSockets: 8 });

/**
 * Asks a console on this host, sending exactly these headers beside `host`, the wire and the length.
 * @throws {Error} where the connection is dropped, or nothing comes
 */
export function ask(
  port: number,
  { method = "GET", path, headers = {}, body, isStream = false }: Asked,
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
  const sent = sendRequest(
    {
      host: "127.0.0.1",
      port,
      path,
      method,
      headers: { ...wireHeaders, ...length, ...headers },
      agent,
      timeout: patienceMs,
    },
    (response) => {
      let text = "";
      const end = () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      response.setEncoding("utf8").on("end", end).on("error", reject);
      response.on("data", (chunk: string) => {
        text += chunk;
        if (!isStream || !isEventStream(response.headers) || eventsIn(text).length < 2) return;
        end();
        sent.destroy();
      });
    },
  );
  sent.on("timeout", () => sent.destroy(new Error(`No answer within ${patienceMs} ms.`)));
  sent.on("error", reject);
  sent.end(body);
  return promise;
}

export const isEventStream = (headers: IncomingHttpHeaders): boolean =>
  headers["content-type"]?.startsWith("text/event-stream") ?? false;

/** The whole events of a stream's text. */
export const eventsIn = (text: string): string[] =>
  text
    .slice(0, text.lastIndexOf("\n\n") + 1)
    .split(/\n{2,}/)
    .filter((event) => event.trim() !== "");
