import { type GroupDetail, groupDescription, groupName } from "@portcullis/domain/group";
import { id } from "@portcullis/domain/ids";
import { email } from "@portcullis/domain/text";
import { maxDevices } from "@portcullis/domain/user/device-limit";
import type { UseFormReturn } from "react-hook-form";
import { z } from "zod";
import { typedNumber } from "#ui/form/typed-number.ts";

/** A device limit as it is typed; nothing means that there is none. */
export const typedLimit = typedNumber(maxDevices.nullable());

export const groupFields = z.object({
  name: groupName,
  description: groupDescription,
  maxDevices: typedLimit,
  roleIds: z.array(id),
});
type TypedGroup = z.input<typeof groupFields>;
export type GroupFormFields = UseFormReturn<TypedGroup, unknown, z.output<typeof groupFields>>;

/** What the form begins with. */
export const typedGroup = (group: GroupDetail | undefined): TypedGroup => ({
  name: group?.name ?? "",
  description: group?.description ?? "",
  maxDevices: group?.maxDevices?.toString() ?? "",
  roleIds: group?.roles.map((role) => role.id) ?? [],
});

interface PastedEmails {
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
