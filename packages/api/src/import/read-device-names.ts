import { deviceName } from "@portcullis/domain/device/device";
import { type Platform, platforms } from "@portcullis/domain/device/platform";
import { publicKey } from "@portcullis/domain/device/public-key";
import { badRequest } from "@portcullis/domain/errors";
import { email } from "@portcullis/domain/text";
import { z } from "zod";
import { readCsv } from "./read-csv.ts";
import { decide, type ImportLine } from "./run-batch.ts";
import type { StagedNames } from "./staged-names.ts";

const namedDevice = z.strictObject({
  publicKey,
  email,
  name: deviceName,
  platform: z.enum(platforms, { error: `Not one of ${platforms.join(", ")}.` }),
});
/** Whose a key is, and what its device is called. */
export type NamedDevice = z.infer<typeof namedDevice> & { readonly line: number };

const columns = ["publickey", "email", "name"];

/** How people write the platforms of theirs. */
const otherNames: Readonly<Record<string, Platform>> = {
  "": "other",
  mac: "macos",
  "mac os": "macos",
  osx: "macos",
  "os x": "macos",
  darwin: "macos",
  win: "windows",
  iphone: "ios",
  ipad: "ios",
  ipados: "ios",
  openwrt: "router",
};

/** Names staged together. */
const portion = 1_000;

/**
 * Reads the `publicKey,email,name` file, with a column `platform` or without, into `staged`, and says of each line that is not taken why.
 * @throws {DomainError} BAD_REQUEST `input_invalid` where the header is another one
 */
export async function* readDeviceNames(
  source: AsyncIterable<Uint8Array>,
  staged: StagedNames,
): AsyncGenerator<ImportLine> {
  const records = readCsv(source);
  const first = await records.next();
  const header = (first.done ? undefined : first.value.fields) ?? [];
  const places = columns.map((column) => header.findIndex((name) => name.trim().toLowerCase() === column));
  if (places.includes(-1)) {
    throw badRequest("input_invalid", "The first line of the file with the names must be: publicKey,email,name");
  }
  const platformPlace = header.findIndex((name) => /^(?:platform|os)$/i.test(name.trim()));
  let names: NamedDevice[] = [];
  let refused: ImportLine[] = [];
  for await (const { line, fields, fault } of records) {
    const refuse = (what: string, detail: string) => refused.push(refusal(line, what, detail));
    const [key = "", owner = "", name = ""] = places.map((place) => fields?.[place]?.trim() ?? "");
    const written = fields?.[platformPlace]?.trim().toLowerCase() ?? "";
    const platform = otherNames[written] ?? written;
    const parsed = namedDevice.safeParse({ publicKey: key, email: owner, name, platform });
    const [issue] = parsed.error?.issues ?? [];
    if (!fields) refuse("", `line: ${fault}`);
    else if (!parsed.success) refuse(email.safeParse(owner).data ?? "", `${String(issue?.path[0])}: ${issue?.message}`);
    else names.push({ ...parsed.data, line });
    if (names.length + refused.length < portion) continue;
    yield* inOrder([...refused, ...(await stage(staged, names))]);
    [names, refused] = [[], []];
  }
  yield* inOrder([...refused, ...(await stage(staged, names))]);
  await staged.settle();
}

/** Answers those whose key another line has. */
async function stage(staged: StagedNames, names: readonly NamedDevice[]): Promise<ImportLine[]> {
  if (names.length === 0) return [];
  const taken = await staged.add(names);
  const repeated = names.filter(({ line }) => !taken.has(line));
  if (repeated.length === 0) return [];
  const before = await staged.find(repeated.map(({ publicKey: key }) => key));
  return repeated.map(({ line, email: owner, publicKey: key }) =>
    refusal(line, owner, `publicKey: already on line ${before.get(key)?.line}`),
  );
}

const refusal = (line: number, what: string, detail: string): ImportLine => ({
  line,
  what,
  ...decide("skipped", { text: detail }),
});

const inOrder = (lines: ImportLine[]) => lines.toSorted((a, b) => a.line - b.line);
