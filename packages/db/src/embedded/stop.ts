import type { Binaries } from "./binaries.ts";
import type { ServerIdentity } from "./identity.ts";
import { run } from "./run.ts";
import { findRunningServer } from "./running-server.ts";

/**
 * Ends the server and waits for it: open transactions are rolled back, nothing committed is lost. Where that takes more
 * than 20 s it is cut short, and the next start recovers.
 */
export async function stopServer(cluster: string, binaries: Binaries, identity: ServerIdentity): Promise<void> {
  const stop = (mode: string) =>
    run(binaries.pgCtl, ["stop", "-D", cluster, "-m", mode, "-w", "-t", "20", "-s"], identity);
  if (!(await findRunningServer(cluster))) return;
  try {
    await stop("fast");
  } catch (error) {
    if (!(await findRunningServer(cluster))) return;
    await stop("immediate").catch(() => {
      throw error;
    });
  }
}
