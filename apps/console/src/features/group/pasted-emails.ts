import { email } from "@portcullis/domain/text";

export interface PastedEmails {
  /** As they are stored, each once. */
  readonly emails: readonly string[];
  /** What has an @ and still is no address. */
  readonly malformed: readonly string[];
}

/** Addresses out of whatever was pasted: a column, a line of a mail program (`Ada <ada@acme.test>, …`), a spreadsheet. */
export function readPastedEmails(pasted: string): PastedEmails {
  const emails = new Set<string>();
  const malformed = new Set<string>();
  for (const [label] of pasted.matchAll(/[^\s,;<>"'()]*@[^\s,;<>"'()]*/g)) {
    const read = email.safeParse(label.replace(/^mailto:/i, "").replace(/\.$/, ""));
    if (read.success) emails.add(read.data);
    else malformed.add(label);
  }
  return { emails: [...emails], malformed: [...malformed] };
}

/** Lines without anything that could be an address: nothing was taken from them. */
export function linesWithoutAddress(pasted: string): string[] {
  return pasted
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.includes("@"));
}
