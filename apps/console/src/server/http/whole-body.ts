import type { IncomingMessage } from "node:http";

/**
 * Waits for the body of a request whose length is declared and bounded, and leaves it there to be read. False where whoever
 * sends it went away before: Next, which would already be reading, takes that for a failure of its own and fills the log.
 */
export function bodyArrived(request: IncomingMessage): Promise<boolean> {
  const length = Number(request.headers["content-length"] ?? 0);
  if (length === 0) return Promise.resolve(true);
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let arrived = 0;
    const settle = (isWhole: boolean) => {
      request.off("readable", take).off("close", leave).off("error", leave);
      resolve(isWhole);
    };
    const leave = () => settle(false);
    const take = () => {
      for (let chunk = request.read() as Buffer | null; chunk; chunk = request.read() as Buffer | null) {
        chunks.push(chunk);
        arrived += chunk.length;
      }
      if (arrived < length) return;
      // In the same turn, or the stream would say that it is over.
      request.unshift(Buffer.concat(chunks));
      settle(true);
    };
    request.on("readable", take).on("close", leave).on("error", leave);
  });
}
