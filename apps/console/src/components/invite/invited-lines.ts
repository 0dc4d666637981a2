import { type InvitedPerson, invitedMax, invitedPerson } from "@portcullis/domain/invitation";

/** A line of a pasted list: whom it names, or what is wrong with it. */
export type InvitedLine =
  | { readonly line: number; readonly text: string; readonly person: InvitedPerson }
  | { readonly line: number; readonly text: string; readonly error: string };

const columns = ["email", "firstName", "lastName"] as const;

/**
 * Reads a pasted list, one person a line: an e-mail, or `e-mail, first name, last name` with commas, semicolons or tabs
 * between. Empty lines and a heading are passed over; an address may come as a mail program copies it, `Ada <ada@…>`.
 */
export function readInvitedLines(pasted: string): InvitedLine[] {
  const seen = new Set<string>();
  return pasted
    .split(/\r\n?|\n/)
    .map((text, at) => ({ text: text.trim(), line: at + 1 }))
    .filter(({ text, line }) => text !== "" && !(line === 1 && isHeading(text)))
    .map(({ text, line }, at): InvitedLine => {
      if (at >= invitedMax) return { line, text, error: `At most ${invitedMax} people at once.` };
      const parsed = invitedPerson.safeParse(toPerson(text));
      if (!parsed.success) return { line, text, error: parsed.error.issues[0]?.message ?? "Cannot be read." };
      if (seen.has(parsed.data.email)) return { line, text, error: "Stands in the list twice." };
      seen.add(parsed.data.email);
      return { line, text, person: parsed.data };
    });
}

const isHeading = (text: string) => /^"?e-?mail( address)?"?\s*([,;\t]|$)/i.test(text);

function toPerson(text: string): Partial<Record<(typeof columns)[number], string>> {
  const mailbox = /^([^<,;\t]*)<([^<>]+)>[,;]?$/.exec(text);
  if (mailbox) {
    const [first = "", ...rest] = unquote(mailbox[1] ?? "").split(/\s+/);
    return { email: mailbox[2] ?? "", firstName: first, lastName: rest.join(" ") };
  }
  const cells = text.split(/[,;\t]/).map(unquote);
  return Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ""]));
}

const unquote = (cell: string) =>
  cell
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .trim();
