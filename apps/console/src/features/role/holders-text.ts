import type { RoleHolders } from "@portcullis/domain/role";

const counted = (count: number, one: string, many: string) =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

export const peopleCount = (count: number) => counted(count, "person", "people");
export const groupCount = (count: number) => counted(count, "group", "groups");

/** "3 people and 1 group" that hold a role of themselves; undefined where none does. Whom groups pass it on to is not counted. */
export function holdersText({ direct, groups }: Pick<RoleHolders, "direct" | "groups">): string | undefined {
  const parts = [direct > 0 && peopleCount(direct), groups > 0 && groupCount(groups)].filter((part) => part !== false);
  return parts.join(" and ") || undefined;
}
