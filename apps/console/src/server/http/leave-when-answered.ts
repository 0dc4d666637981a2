import type { IncomingMessage, ServerResponse } from "node:http";
import { isStream } from "../drain.ts";

/** Milliseconds in which what a stranger sends has to be there: forms of sign-in, and no reason to keep a place for longer. */
const unknownBodyMs = 5_000;

/**
 * Gives a place in the gate back once all is said, whether or not it has been read; at the head already where it is a stream,
 * which has bounds of its own.
 */
export function leaveWhenAnswered(
  { request, response, isKnown }: { request: IncomingMessage; response: ServerResponse; isKnown: boolean },
  leave: () => void,
): void {
  const timer = isKnown
    ? undefined
    : setTimeout(() => {
        if (!request.complete) request.destroy();
      }, unknownBodyMs);
  const leaveOnce = () => {
    clearTimeout(timer);
    leave();
  };
  response.once("prefinish", leaveOnce).once("close", leaveOnce);
  const writeHead = response.writeHead.bind(response) as (...head: unknown[]) => ServerResponse;
  response.writeHead = (...head: unknown[]) => {
    const written = writeHead(...head);
    if (isStream(response)) leaveOnce();
    return written;
  };
}
