/** A process that `start` keeps running: the console or the worker. */
export interface Service {
  readonly name: string;
  /** Script and arguments for Node. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Answers 200 when the service can work. */
  readonly readyUrl: string;
  /** Where it shows its metrics, on loopback. */
  readonly metricsPort: number;
  readonly logFile: string;
  /** Folders of source that it does not watch itself: a change there starts it again. */
  readonly watched: readonly string[];
}
