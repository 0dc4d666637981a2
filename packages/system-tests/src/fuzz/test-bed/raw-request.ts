import { connect } from "node:net";
import type { Answer } from "./ask.ts";

/** Longer than any answer takes, and shorter than whoever waits for one that never comes. */
const patienceMs = 10_000;

/**
 * Sends bytes as they are, well-formed or not, hangs up on its side or not, and reads until the other side does. Undefined where it hung up without a word.
 * @throws {Error} where nothing happens at all
 */
export function rawRequest(
  port: number,
  bytes: Buffer,
  { hangsUp = false }: { readonly hangsUp?: boolean } = {},
): Promise<Answer | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer | undefined>();
  const heard: Buffer[] = [];
  const socket = connect(port, "127.0.0.1", () => {
    socket.write(bytes);
    if (hangsUp) socket.end();
  });
  socket.setTimeout(patienceMs, () => socket.destroy(new Error(`No answer within ${patienceMs} ms.`)));
  socket.on("data", (chunk: Buffer) => {
    heard.push(chunk);
    // A stream that is opened goes on until whoever reads it leaves.
    if (chunk.includes("event: connected")) socket.destroy();
  });
  // What was heard before a reset is an answer all the same.
  socket.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === undefined) reject(error);
  });
  socket.on("close", () => resolve(answerOf(Buffer.concat(heard))));
  return promise;
}

function answerOf(bytes: Buffer): Answer | undefined {
  // An encouragement to go on comes before the answer.
  const text = bytes.toString("latin1").replace(/^(?:HTTP\/1\.1 100 [^\r]*\r\n\r\n)+/, "");
  const end = text.indexOf("\r\n\r\n");
  const status = /^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1];
  if (end < 0 || status === undefined) return undefined;
  const headers: Answer["headers"] = {};
  for (const line of text.slice(0, end).split("\r\n").slice(1)) {
    const at = line.indexOf(":");
    const name = line.slice(0, at).toLowerCase();
    const value = line.slice(at + 1).trim();
    if (name === "set-cookie") headers["set-cookie"] = [...(headers["set-cookie"] ?? []), value];
    else headers[name] = value;
  }
  const body = text.slice(end + 4);
  const whole = headers["transfer-encoding"] === "chunked" ? unchunked(body) : body;
  return { status: Number(status), headers, text: Buffer.from(whole, "latin1").toString() };
}

function unchunked(body: string): string {
  let at = 0;
  let whole = "";
  for (;;) {
    const line = body.indexOf("\r\n", at);
    const size = Number.parseInt(body.slice(at, line), 16);
    if (line < 0 || !size) return whole;
    whole += body.slice(line + 2, line + 2 + size);
    at = line + 2 + size + 2;
  }
}
