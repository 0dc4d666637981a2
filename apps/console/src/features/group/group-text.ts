import type { GroupImpact } from "@portcullis/domain/group";
import type { Translate } from "#i18n/translator.ts";
import type { Moved } from "./use-move-people.ts";

/** What the deletion of a group takes from whom, one sentence each. */
export function groupImpactSentences(
  t: Translate,
  { members, roles, limitsChanged, overLimit }: GroupImpact,
): string[] {
  if (members === 0) return [t("group.nobodyIsInItSo")];
  return [
    t("group.impact.members", { count: members }),
    ...roles.map(({ name, members: losing }) =>
      losing > 0
        ? t("group.impact.role", { count: losing, name })
        : t("group.impact.roleKept", { count: members, name }),
    ),
    ...(limitsChanged > 0 ? [t("group.impact.limit", { count: limitsChanged })] : []),
    ...(overLimit > 0 ? [t("group.impact.overLimit", { count: overLimit })] : []),
  ];
}

/** "24 people added to Field staff, 1 was in it already". */
export const addedText = (t: Translate, { changed, unchanged }: Moved, group: string): string =>
  t("group.added", { changed, unchanged, group });

/** The same of those who were taken out. */
export const removedText = (t: Translate, { changed, unchanged }: Moved, group: string): string =>
  t("group.removed", { changed, unchanged, group });
