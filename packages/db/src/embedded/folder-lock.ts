import { createHash } from "node:crypto";
import { createServer, type Server } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/**
 * Runs `work` while no other process works on the same folder. The lock is an abstract Unix socket: the kernel drops it
 * with its holder, so a killed one leaves nothing behind.
 * @throws when it is not free within `patience` milliseconds
 */
export async function withFolderLock<T>(folder: string, work: () => Promise<T>, patience = 60_000): Promise<T> {
  const name = `\0portcullis-${createHash("sha256").update(folder).digest("hex").slice(0, 32)}`;
  const deadline = Date.now() + patience;
  let lock = await hold(name);
  while (!lock) {
    if (Date.now() > deadline) throw new Error(`Another process has been working on ${folder} for too long.`);
    await wait(50);
    lock = await hold(name);
  }
  try {
    return await work();
  } finally {
    lock.close();
  }
}

function hold(name: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? resolve(undefined) : reject(error),
    );
    server.listen(name, () => resolve(server));
  });
}
