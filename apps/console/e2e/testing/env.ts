import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

/** Where distributions put Chromium and Chrome. */
const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome-stable"];

const modules = join(import.meta.dirname, "../../node_modules");
const shipped = join(modules, "@sparticuz/chromium");

export interface BrowserProgram {
  readonly executablePath: string;
  readonly env: Record<string, string>;
}

/** The machine's browser, or else the one that came with the packages. */
export async function browserProgram(): Promise<BrowserProgram> {
  const env = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => !!entry[1]));
  const executablePath = installed.find((path) => existsSync(path));
  if (executablePath) return { executablePath, env };
  const folder = await unpack();
  return {
    executablePath: join(folder, "chromium"),
    env: { ...env, FONTCONFIG_FILE: join(folder, "fonts.conf"), LD_LIBRARY_PATH: join(folder, "al2023/lib") },
  };
}

/**
 * Unpacks the shipped browser once per version, whole or not at all: test files run side by side. Its own code unpacks into
 * the temporary folder that the environment names, so it is told one of ours: a shared one could hold anybody's program.
 */
async function unpack(): Promise<string> {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(join(shipped, "package.json"), "utf8")));
  const folder = join(modules, ".cache", `chromium-${version}`);
  if (existsSync(folder)) return folder;
  await mkdir(join(modules, ".cache"), { recursive: true });
  const draft = await mkdtemp(`${folder}-`);
  const before = process.env["TMPDIR"];
  process.env["TMPDIR"] = draft;
  const { default: chromium, inflate } = await import("@sparticuz/chromium");
  await chromium.executablePath();
  await inflate(join(shipped, "bin/al2023.tar.br"));
  // The shipped file names other places, and without any font a field takes no text.
  const fonts = `<fontconfig><dir>${folder}/fonts/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>\n`;
  await writeFile(join(draft, "fonts.conf"), fonts);
  // Somebody who was faster has put the same files there.
  await rename(draft, folder).catch(() => rm(draft, { recursive: true }));
  if (before === undefined) delete process.env["TMPDIR"];
  else process.env["TMPDIR"] = before;
  return folder;
}
