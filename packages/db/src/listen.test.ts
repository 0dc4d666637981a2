import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";

it("rejects where nobody listens, and leaves nothing behind that keeps the process", async () => {
  const program = `
    import { openListener } from ${JSON.stringify(new URL("listen.ts", import.meta.url).href)};
    await openListener("postgres://nobody@127.0.0.1:1/none", "test").catch((error) => console.log(error.code));`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", program]);
  expect(stdout.trim()).toBe("ECONNREFUSED");
  // A process of its own may take its time to start on a busy machine; one that hangs never ends.
}, 60_000);
