import { groupName } from "@portcullis/domain/group";
import { email } from "@portcullis/domain/text";
import { personName } from "@portcullis/domain/user/user";
import { z } from "zod";

/** What an import knows of a person, whatever product wrote the file. */
export const personRecord = z.strictObject({
  email,
  firstName: personName,
  lastName: personName,
  /** False for whoever the file calls suspended or disabled. */
  enabled: z.boolean(),
  groups: z.array(groupName).max(100),
});
export type PersonRecord = z.infer<typeof personRecord>;

/** A record as it stands in the file, before the rules of the domain have seen it. */
export interface RawPerson {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly groups: readonly string[];
  /** Whether the account signs in by another name: then a record that is called like the mailbox has it, if there is one. */
  readonly isSharedMailbox?: boolean;
}

/** Why a line was not taken: the column, as the file spells it, and a sentence. */
export interface Refusal {
  readonly field: string;
  readonly why: string;
}

/** The rules of the domain, applied to one line; `columns` names the file's column behind each field. */
export function checkPerson(
  raw: Omit<RawPerson, "isSharedMailbox"> & { readonly enabled: boolean },
  columns: Readonly<Record<Exclude<keyof PersonRecord, "enabled">, string>>,
):
  | { readonly person: PersonRecord; readonly refusal?: never }
  | { readonly refusal: Refusal; readonly person?: never } {
  const fields = ["email", "firstName", "lastName", "groups"] as const;
  const notUtf8 = fields.find((field) => String(raw[field]).includes("\uFFFD"));
  if (notUtf8) return { refusal: { field: columns[notUtf8], why: "is not UTF-8 text" } };
  const parsed = personRecord.safeParse({ ...raw, groups: [...new Set(raw.groups)] });
  if (parsed.success) return { person: parsed.data };
  const [issue] = parsed.error.issues;
  const field = fields.find((name) => name === issue?.path[0]) ?? "email";
  return { refusal: { field: columns[field], why: issue?.message ?? "is not valid" } };
}
