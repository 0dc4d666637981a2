import { type GroupDetail, groupDescription, groupName } from "@portcullis/domain/group";
import { id } from "@portcullis/domain/ids";
import { maxDevices } from "@portcullis/domain/user/device-limit";
import { z } from "zod";

/** A device limit as it is typed; nothing means that there is none. */
export const typedLimit = z
  .string()
  .trim()
  .regex(/^\d{0,5}$/, "Use a whole number, or leave it empty.")
  .transform((typed) => (typed === "" ? null : Number(typed)))
  .pipe(maxDevices.nullable());

export const groupFields = z.object({
  name: groupName,
  description: groupDescription,
  maxDevices: typedLimit,
  roleIds: z.array(id),
});
export type TypedGroup = z.input<typeof groupFields>;

/** What the form begins with. */
export const typedGroup = (group: GroupDetail | undefined): TypedGroup => ({
  name: group?.name ?? "",
  description: group?.description ?? "",
  maxDevices: group?.maxDevices?.toString() ?? "",
  roleIds: group?.roles.map((role) => role.id) ?? [],
});
