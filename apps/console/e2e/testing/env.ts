import { existsSync } from "node:fs";
import { join } from "node:path";

/** Where distributions put Chromium and Chrome. */
const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome-stable"];

export interface BrowserProgram {
  readonly executablePath: string;
  readonly env: Record<string, string>;
}

/**
 * The machine's browser, or else the one that came with the packages. That one is unpacked by its own code into the
 * temporary folder that the environment names, so it is told one of ours: a shared folder could hold anybody's program.
 */
export async function browserProgram(cacheFolder: string): Promise<BrowserProgram> {
  const env = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => !!entry[1]));
  const executablePath = installed.find((path) => existsSync(path));
  if (executablePath) return { executablePath, env };
  process.env["TMPDIR"] = cacheFolder;
  const { default: chromium, inflate } = await import("@sparticuz/chromium");
  const unpacked = await chromium.executablePath();
  await inflate(join(import.meta.dirname, "../../node_modules/@sparticuz/chromium/bin/al2023.tar.br"));
  return {
    executablePath: unpacked,
    env: { ...env, FONTCONFIG_PATH: join(cacheFolder, "fonts"), LD_LIBRARY_PATH: join(cacheFolder, "al2023/lib") },
  };
}
