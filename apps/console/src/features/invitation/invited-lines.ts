import { type InvitedPerson, invitedMax, invitedPerson } from "@portcullis/domain/invitation";
import { dsvFormat } from "d3-dsv";
import addressparser from "nodemailer/lib/addressparser";
import type { Translate } from "#i18n/translator.ts";

/** A recipient of a pasted list: whom it names, or what is wrong with it. */
export type InvitedLine =
  | { readonly line: number; readonly text: string; readonly person: InvitedPerson }
  | { readonly line: number; readonly text: string; readonly error: string };

const columns = ["email", "firstName", "lastName"] as const;
type Column = (typeof columns)[number];
type Fields = Record<Column, string>;

/**
 * Reads a pasted list: a line of a CSV file or a spreadsheet (`e-mail, first name, last name`, or the columns of a heading),
 * an e-mail alone, or recipients as a mail program copies them (`Ada <ada@…>; "Berg, Bo" <bo@…>`), of which a line may hold
 * several. Empty lines and a heading are passed over.
 */
export function readInvitedLines(t: Translate, pasted: string): InvitedLine[] {
  const seen = new Set<string>();
  const lines = pasted
    .split(/\r\n?|\n/)
    .map((text, at) => ({ text: text.trim(), line: at + 1 }))
    .filter(({ text }) => text !== "" && !/^("?sep=.|#TYPE )/i.test(text));
  const heading = readHeading(lines[0]?.text ?? "");
  return lines
    .slice(heading ? 1 : 0)
    .flatMap(({ text, line }) => readRecipients(text, heading ?? columns).map((fields) => ({ text, line, fields })))
    .map(({ text, line, fields }, at): InvitedLine => {
      if (at >= invitedMax) return { line, text, error: t("invitation.atMostPeopleAtOnce", { invitedMax }) };
      const parsed = invitedPerson.safeParse(fields);
      if (!parsed.success)
        return { line, text, error: parsed.error.issues[0]?.message ?? t("invitation.cannotBeRead") };
      if (seen.has(parsed.data.email)) return { line, text, error: t("invitation.isInTheListTwice") };
      seen.add(parsed.data.email);
      return { line, text, person: parsed.data };
    });
}

/** Which column stands where, where the line is a heading. */
function readHeading(text: string): (Column | undefined)[] | undefined {
  if (text.includes("@")) return undefined;
  const names = cellsOf(text).map((cell) => {
    const name = cell.replace(/\[[^\]]*\]|[\s_-]/g, "").toLowerCase();
    if (["email", "emailaddress", "mail"].includes(name)) return "email";
    if (["firstname", "givenname"].includes(name)) return "firstName";
    return ["lastname", "surname", "familyname"].includes(name) ? "lastName" : undefined;
  });
  return names.includes("email") ? names : undefined;
}

function readRecipients(text: string, order: readonly (Column | undefined)[]): Fields[] {
  if (/<[^<>]+>/.test(text)) return readMailboxes(text);
  const cells = cellsOf(text);
  // Addresses side by side are recipients, not names.
  const addresses = cells.filter((cell) => cell.includes("@"));
  if (addresses.length > 1) return addresses.map((email) => ({ email, firstName: "", lastName: "" }));
  const fields: Fields = { email: "", firstName: "", lastName: "" };
  for (const [at, column] of order.entries()) if (column) fields[column] = cells[at] ?? "";
  return [fields];
}

/** The cells of a line, by whichever delimiter comes first outside quotes. */
function cellsOf(text: string): string[] {
  const delimiter = /[,;\t]/.exec(text.replace(/"(?:[^"]|"")*"/g, ""))?.[0] ?? ",";
  const [row = []] = dsvFormat(delimiter).parseRows(text);
  return row.map((cell) => cell.trim());
}

interface NamedMailbox {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** Recipients as a mail program copies them: `Ada Lovelace <ada@…>, "Berg, Bo" <bo@…>`, or `Berg, Bo <bo@…>; …` as Outlook does. */
function readMailboxes(text: string): NamedMailbox[] {
  return addressparser(text, { flatten: true })
    .filter(({ address, name }) => address !== "" || name !== "")
    .map(({ address, name }) => toMailbox(address, name));
}

/** `Berg, Bo` is written by the last name; else the first word is the first name. */
function toMailbox(email: string, name: string): NamedMailbox {
  const [last = "", first] = name.split(/,\s*(.*)/s);
  if (first !== undefined) return { email, firstName: first.trim(), lastName: last.trim() };
  const [firstName = "", ...rest] = name.trim().split(/\s+/);
  return { email, firstName, lastName: rest.join(" ") };
}
