#!/usr/bin/env node
import { readFile } from "node:fs/promises";
import { collect, findingsOf } from "./collect.ts";
import { connectConsole, TokenRefused } from "./console.ts";
import { readEnvironment } from "./env.ts";
import { keepReporting, reportOnce } from "./keep-reporting.ts";
import { readOptions, usage } from "./options.ts";
import { toolsIn } from "./run-tool.ts";
import { describeReport, describeVerdict } from "./sentences.ts";

const wrongUsage = 2;
const say = (sentence: string) => process.stdout.write(`${sentence}\n`);
/** Ends with what went wrong, in words. */
function fail(sentence: string, code = 1): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(code);
}

const { SystemDrive: systemDrive, SystemRoot: systemRoot, PATH } = readEnvironment();
const run = toolsIn({ PATH, ...(systemRoot !== undefined && { SystemRoot: systemRoot }) });
const findings =
  findingsOf(process.platform, run, systemDrive) ?? fail(`The platform ${process.platform} is not supported.`);

const options = readOptions(process.argv.slice(2));
if ("mistakes" in options) fail([...options.mistakes, "", usage].join("\n"), wrongUsage);
else if (options.mode === "help") say(usage);
else if (options.mode === "print") say(describeReport(await collect(findings)));
else await report(options);

async function report(to: { readonly mode: "keep" | "once"; readonly console: string; readonly tokenFile: string }) {
  // Read each time: a token that is replaced in the file is used from the next report on.
  const console = connectConsole(to.console, async () => (await readFile(to.tokenFile, "utf8")).trim());
  const parts = { console, collect: () => collect(findings) };
  try {
    if (to.mode === "once") say(describeVerdict(await reportOnce(parts)));
    else await keep(parts);
  } catch (error) {
    if (error instanceof TokenRefused) fail("The console refused the token. Ask your administrator for a new one.");
    fail(`Not reported: ${(error as Error).message}`);
  }
}

async function keep(parts: Pick<Parameters<typeof keepReporting>[0], "console" | "collect">): Promise<void> {
  const stopping = new AbortController();
  process.once("SIGTERM", () => stopping.abort()).once("SIGINT", () => stopping.abort());
  let last = "";
  // Each change once: the same sentence every five minutes says nothing.
  const sayOnce = (sentence: string) => {
    if (sentence !== last) say(sentence);
    last = sentence;
  };
  await keepReporting(
    {
      ...parts,
      onTaken: (verdict) => sayOnce(describeVerdict(verdict)),
      onFailed: (error) => sayOnce(`Not reported: ${error.message} Trying again.`),
    },
    stopping.signal,
  );
}
