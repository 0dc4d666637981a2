import { expect, it } from "vitest";
import { toolsIn } from "./run-tool.ts";

const run = toolsIn({ PATH: "/usr/bin:/bin" });

it("answers what a tool wrote, and its arguments reach no shell", async () => {
  expect(await run("echo", "$HOME; id")).toBe("$HOME; id\n");
});

it("answers nothing where a tool fails or is not there", async () => {
  expect(await run("false")).toBeUndefined();
  expect(await run("no-such-tool-anywhere")).toBeUndefined();
});
