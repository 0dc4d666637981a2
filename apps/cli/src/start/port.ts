import { createServer } from "node:net";
import { hasCode } from "@portcullis/embedded-postgres/operating-system";

/**
 * Makes sure that the console will get its port, before anything is started.
 * @throws {Error} with a sentence
 */
export async function assertPortFree({ host, port }: { readonly host: string; readonly port: number }): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
  } catch (cause) {
    if (hasCode(cause, "EADDRINUSE")) {
      throw new Error(
        `Port ${port} is in use. Stop the process that listens there, or choose another port with PORT=3001.`,
        { cause },
      );
    }
    if (hasCode(cause, "EACCES")) throw new Error(`Only root may use port ${port}. Choose one above 1023.`, { cause });
    if (hasCode(cause, "EADDRNOTAVAIL") || hasCode(cause, "ENOTFOUND"))
      throw new Error(`HOST ${host} is not an address of this machine.`, { cause });
    throw cause;
  }
  await new Promise((resolve) => server.close(resolve));
}
