import { spawn } from "node:child_process";
import { once } from "node:events";

/** A built program under test; disposing of it ends it and waits. */
export async function startProgram(options: {
  readonly script: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly readyUrl: string;
}): Promise<AsyncDisposable> {
  const child = spawn(process.execPath, [options.script], {
    cwd: options.cwd,
    env: options.env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  const ended = once(child, "exit");
  await untilReady(options.readyUrl, () => {
    if (child.exitCode !== null) throw new Error(`${options.script} ended: ${said}`);
  });
  return {
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** Asks until the answer is 200; the test's own time-out bounds it. */
async function untilReady(url: string, look: () => void): Promise<void> {
  for (;;) {
    look();
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
