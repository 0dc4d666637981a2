import type { AgentReport, PeersEvent } from "@portcullis/domain/gateway";

/** The console as the agent sees it. */
export interface Console {
  /**
   * Hears one stream of peers until it ends or `signal` aborts it. `onEnd` is called once where the stream ended by
   * itself, never after an abort; nobody but the caller subscribes again.
   */
  peers(onEvent: (event: PeersEvent) => void, onEnd: (reason: Error) => void, signal: AbortSignal): void;
  /** Resolves once the console has taken it. */
  report(input: AgentReport): Promise<void>;
}

/** The console knows no gateway by this token: asking again soon is of no use. */
export class TokenRefused extends Error {
  override readonly name = "TokenRefused";
}

/** The console serves newer streams of the same gateway: another agent uses its token. */
export class StreamDisplaced extends Error {
  override readonly name = "StreamDisplaced";
}
