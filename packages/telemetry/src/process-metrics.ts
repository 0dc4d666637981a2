import { collectDefaultMetrics } from "prom-client";

/** What every process of Node can say: CPU, memory, open files, the lag of its event loop. Once in a process. */
export function collectProcessMetrics(): void {
  collectDefaultMetrics();
}
