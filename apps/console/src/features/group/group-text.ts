import type { GroupImpact } from "@portcullis/domain/group";
import type { Moved } from "./use-move-people.ts";

const people = (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "person" : "people"}`;
const verb = (count: number, one: string, many: string) => (count === 1 ? one : many);

/** What the deletion of a group takes from whom, one sentence each. */
export function groupImpactSentences({ members, roles, limitsChanged, overLimit }: GroupImpact): string[] {
  if (members === 0) return ["Nobody is in it, so nobody loses anything."];
  const sentences = [
    `${people(members)} ${verb(members, "leaves", "leave")} the group, and ${verb(members, "stays", "stay")} in the directory.`,
  ];
  for (const role of roles) {
    if (role.members > 0)
      sentences.push(`${people(role.members)} ${verb(role.members, "loses", "lose")} the role ${role.name} now.`);
    else {
      const holders = members === 1 ? "that person holds" : "all of them hold";
      sentences.push(`Nobody loses the role ${role.name}: ${holders} it in another way too.`);
    }
  }
  if (limitsChanged > 0)
    sentences.push(`${people(limitsChanged)} ${verb(limitsChanged, "gets", "get")} another device limit.`);
  if (overLimit > 0) {
    sentences.push(
      `${people(overLimit)} then ${verb(overLimit, "has", "have")} more devices than allowed: they stay, and no other can be added.`,
    );
  }
  return sentences;
}

/** "24 people added to Field staff, 1 was in it already". */
export function addedText({ changed, unchanged }: Moved, group: string): string {
  const were = unchanged === 1 ? "was" : "were";
  return `${people(changed)} added to ${group}${unchanged > 0 ? `, ${unchanged.toLocaleString("en")} ${were} in it already` : ""}`;
}

/** The same of those who were taken out. */
export function removedText({ changed, unchanged }: Moved, group: string): string {
  const were = unchanged === 1 ? "was" : "were";
  return `${people(changed)} removed from ${group}${unchanged > 0 ? `, ${unchanged.toLocaleString("en")} ${were} not in it` : ""}`;
}
