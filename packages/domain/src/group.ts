import { z } from "zod";
import { id } from "./ids.ts";
import { page, pageInput } from "./page.ts";
import { text } from "./text.ts";

export const groupName = text(100);

export const groupItem = z.strictObject({
  id,
  name: z.string(),
  description: z.string().nullable(),
  maxDevices: z.int().nullable(),
});
export type GroupItem = z.infer<typeof groupItem>;

/** By name. */
export const listGroups = z.strictObject({ ...pageInput });
export type ListGroups = z.infer<typeof listGroups>;
export const groupPage = page(groupItem);
