import { deviceName } from "@portcullis/domain/device/device";
import { type Platform, platforms } from "@portcullis/domain/device/platform";
import { publicKey } from "@portcullis/domain/device/public-key";
import { badRequest } from "@portcullis/domain/errors";
import { email } from "@portcullis/domain/text";
import { z } from "zod";
import { decide, type ImportLine } from "./import-report.ts";
import { readCsv } from "./read-csv.ts";

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

/**
 * Reads the `publicKey,email,name` file, with a column `platform` or without, keyed by public key, and says of each line that is not taken why.
 * @throws {DomainError} BAD_REQUEST `input_invalid` where the header is another one
 */
export async function readDeviceNames(
  source: AsyncIterable<Uint8Array>,
): Promise<{ readonly byKey: ReadonlyMap<string, NamedDevice>; readonly refused: readonly ImportLine[] }> {
  const records = readCsv(source);
  const first = await records.next();
  const header = (first.done ? undefined : first.value.fields) ?? [];
  const places = columns.map((column) => header.findIndex((name) => name.trim().toLowerCase() === column));
  if (places.includes(-1)) {
    throw badRequest("input_invalid", "The first line of the file with the names must be: publicKey,email,name");
  }
  const platformPlace = header.findIndex((name) => /^(?:platform|os)$/i.test(name.trim()));
  const byKey = new Map<string, NamedDevice>();
  const refused: ImportLine[] = [];
  for await (const { line, fields, fault } of records) {
    const refuse = (what: string, detail: string) =>
      refused.push({ line, what, ...decide("skipped", { text: detail }) });
    const [key = "", owner = "", name = ""] = places.map((place) => fields?.[place]?.trim() ?? "");
    const written = fields?.[platformPlace]?.trim().toLowerCase() ?? "";
    const platform = otherNames[written] ?? written;
    const parsed = namedDevice.safeParse({ publicKey: key, email: owner, name, platform });
    const [issue] = parsed.error?.issues ?? [];
    if (!fields) refuse("", `line: ${fault}`);
    else if (!parsed.success) refuse(email.safeParse(owner).data ?? "", `${String(issue?.path[0])}: ${issue?.message}`);
    else if (byKey.has(key)) refuse(parsed.data.email, `publicKey: named on line ${byKey.get(key)?.line} already`);
    else byKey.set(key, { ...parsed.data, line });
  }
  return { byKey, refused };
}
