import type { RawRequest } from "../make/raw-requests.ts";
import type { Answer } from "../test-bed/ask.ts";
import type { Corpus } from "../test-bed/corpus.ts";
import { leaksIn } from "./leaks.ts";

/** What may come back from any door: done, look elsewhere, or your mistake. */
const documented = new Set([
  200, 204, 206, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 405, 406, 408, 409, 411, 412, 413, 414, 415, 416,
  417, 426, 429, 431,
]);

/** On whatever our own code answers; Node's own refusals, before any of it, say no more than their status. */
const always = ["x-content-type-options", "content-security-policy", "x-request-id"];

/** Whatever a door is asked: what breaks a promise, as sentences; none where it keeps them. */
export function rawRequestOracle(
  { target }: Pick<RawRequest, "target">,
  { status, headers, text }: Answer,
  { secrets, origin }: Pick<Corpus, "secrets"> & { readonly origin: string },
): string[] {
  const faults: string[] = [];
  if (!documented.has(status)) faults.push(`The status is ${status}.`);
  // The files of the pages are everybody's, and name the libraries that they are made of.
  if (!target.includes("/_next/static/")) {
    faults.push(...leaksIn(text, secrets).map((leak) => `The answer tells ${leak}`));
  }
  const { location } = headers;
  if (location !== undefined && new URL(location, origin).origin !== origin)
    faults.push(`It leads away, to ${location}.`);
  for (const cookie of headers["set-cookie"] ?? []) {
    if (/portcullis\.session=[^;]/.test(cookie)) faults.push("It opens a session.");
  }
  const isOurs = !(status === 417 || (status === 400 && text === "") || status === 431);
  for (const name of isOurs ? always : []) if (headers[name] === undefined) faults.push(`It lacks ${name}.`);
  if (headers["access-control-allow-origin"] !== undefined) faults.push("It lets other origins read.");
  return faults;
}
