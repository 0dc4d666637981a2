import { expect, it } from "vitest";
import { readOptions } from "./options.ts";

const console = "https://portcullis.example.com";

it("reports for ever by default, and once where asked", () => {
  const args = ["--console", console, "--token-file", "/etc/portcullis/posture-token"];
  const options = { console, tokenFile: "/etc/portcullis/posture-token" };
  expect(readOptions(args)).toEqual({ ...options, mode: "keep" });
  expect(readOptions([...args, "--once"])).toEqual({ ...options, mode: "once" });
});

it("shows what it would report without knowing of any console", () => {
  expect(readOptions(["--print"])).toEqual({ mode: "print" });
});

it("says each mistake in a sentence", () => {
  expect(readOptions(["--console", "portcullis.example.com"])).toEqual({
    mistakes: [expect.stringMatching(/^--console .*\.$/), expect.stringMatching(/^--token-file .*\.$/)],
  });
  expect(readOptions(["--token", "secret"])).toEqual({ mistakes: [expect.stringContaining("--token")] });
});
