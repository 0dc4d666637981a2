import { expect, it } from "vitest";
import { toolsIn } from "./run-tool.ts";

const run = toolsIn("/usr/bin:/bin");

it("passes arguments and input as they are, and nothing of its own environment", async () => {
  expect(await run("printf", ["%s", "$HOME; `id` *"])).toBe("$HOME; `id` *");
  expect(await run("cat", [], "said")).toBe("said");
  expect(await run("env", [])).toBe("PATH=/usr/bin:/bin\n");
});

it("says what a tool said when it fails, and when there is none", async () => {
  await expect(run("ls", ["/nowhere"])).rejects.toThrow(/^ls \/nowhere ended with 2: .*No such file/);
  await expect(run("no-such-tool", [])).rejects.toThrow("ENOENT");
});
