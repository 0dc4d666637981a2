import { IncomingMessage } from "node:http";

/**
 * The same request with all of its body there, which is bounded before. Undefined where whoever sends it went away meanwhile:
 * Next, were it reading already, would take that for a failure of its own and fill the log.
 */
export async function wholeRequest(request: IncomingMessage): Promise<IncomingMessage | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    return undefined;
  }
  const { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor } = request;
  const whole = new IncomingMessage(request.socket);
  Object.assign(whole, { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor });
  whole.push(Buffer.concat(chunks));
  whole.push(null);
  // Nothing is missing: its end is no reason to give the connection up.
  whole.complete = true;
  return whole;
}
