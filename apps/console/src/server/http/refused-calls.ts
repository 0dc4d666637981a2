import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { Counter } from "prom-client";
import { requestIdHeader } from "../internal-headers.ts";
import { isBodyWithin, refuse, tooManyCalls } from "./refusal.ts";

const refused = new Counter({
  name: "portcullis_refused_calls_total",
  help: "Requests refused unread because their caller had too many in progress.",
  labelNames: ["caller"] as const,
});
const refusedSessions = refused.labels("session");
const refusedAddresses = refused.labels("address");

/** Refusals of one caller in a second that are answered at once. */
const promptMax = 32;
/** Refusals on one connection after which it is closed. */
const perConnectionMax = 16;
/** Milliseconds for each refusal that its caller has held already: further ones leave at a hundred a second, however many there are. */
const eachMs = 10;
/** Milliseconds that a refusal is held at most. */
const heldMostMs = 20_000;
/** Refusals that are held at once; beyond these the connection is closed without a word. */
const heldMax = 8_192;
const tickMs = 25;
/** A body that is longer is not worth reading to keep the connection. */
const skippedBodyMax = 64 * 1024;

/**
 * Answers calls that the gate refuses, as cheaply as can be. Who keeps asking is answered late, and then loses the connection:
 * a flood costs its sender time and the others nothing.
 */
export class RefusedCalls {
  #counts = new Map<string, number>();
  #countingSince = performance.now();
  readonly #connections = new WeakMap<Socket, number>();
  /** What is answered at each of the coming ticks. */
  readonly #ticks: (() => void)[][] = Array.from({ length: Math.ceil(heldMostMs / tickMs) + 1 }, () => []);
  readonly #heldOf = new Map<string, number>();
  #held = 0;
  #now = 0;
  #timer: NodeJS.Timeout | undefined;

  refuse(
    { request, response, requestId }: { request: IncomingMessage; response: ServerResponse; requestId: string },
    { caller, isKnown }: { readonly caller: string; readonly isKnown: boolean },
  ): void {
    (isKnown ? refusedSessions : refusedAddresses).inc();
    const { socket } = request;
    const onConnection = (this.#connections.get(socket) ?? 0) + 1;
    this.#connections.set(socket, onConnection);
    const keepsOpen = onConnection < perConnectionMax && isBodyWithin(request, skippedBodyMax);
    const answer = () => {
      if (socket.destroyed) return;
      response.setHeader(requestIdHeader, requestId);
      refuse(response, tooManyCalls, requestId, keepsOpen);
    };
    if (this.#count(caller) <= promptMax) answer();
    else if (this.#held < heldMax) this.#hold(caller, answer);
    else socket.destroy();
  }

  #count(caller: string): number {
    const now = performance.now();
    if (now - this.#countingSince >= 1_000) {
      this.#counts = new Map();
      this.#countingSince = now;
    }
    const count = (this.#counts.get(caller) ?? 0) + 1;
    this.#counts.set(caller, count);
    return count;
  }

  /** For a time that differs from one to the next: answers that leave together would come back together. */
  #hold(caller: string, answer: () => void): void {
    const before = this.#heldOf.get(caller) ?? 0;
    const ms = Math.min(heldMostMs, before * eachMs * (0.5 + Math.random()));
    const at = (this.#now + Math.max(1, Math.floor(ms / tickMs))) % this.#ticks.length;
    this.#heldOf.set(caller, before + 1);
    this.#ticks[at]?.push(() => {
      this.#letGo(caller);
      answer();
    });
    this.#held++;
    this.#timer ??= setInterval(() => this.#tick(), tickMs);
  }

  #letGo(caller: string): void {
    const left = (this.#heldOf.get(caller) ?? 1) - 1;
    if (left > 0) this.#heldOf.set(caller, left);
    else this.#heldOf.delete(caller);
  }

  #tick(): void {
    this.#now = (this.#now + 1) % this.#ticks.length;
    const due = this.#ticks[this.#now]?.splice(0) ?? [];
    this.#held -= due.length;
    for (const answer of due) answer();
    if (this.#held > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
