import { type GroupDetail, groupChangeMax } from "@portcullis/domain/group";
import { displayName } from "@portcullis/domain/user/display-name";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { Translate } from "#i18n/translator.ts";
import { describeApiError, useTRPCClient } from "#trpc/client.ts";
import { useInvalidate } from "#trpc/invalidate.ts";
import type { Chosen } from "./use-group-search.ts";

/** By the server's count. */
export interface Moved {
  readonly changed: number;
  /** Who was in the group already, or was not in it. */
  readonly unchanged: number;
}

/**
 * Adds or removes people, as many at once as the API takes, batch after batch; each batch is done whole or not at all. A
 * refusal is told with the name of whom it is about.
 */
export function useMovePeople(
  way: "addMembers" | "removeMembers",
  group: GroupDetail,
  onMoved: (moved: Moved) => void,
) {
  const t = useTranslations();
  const client = useTRPCClient();
  const invalidate = useInvalidate();
  const move = useMutation({
    mutationFn: async (people: readonly Chosen[]) => {
      let changed = 0;
      for (let at = 0; at < people.length; at += groupChangeMax) {
        const batch = people.slice(at, at + groupChangeMax);
        const answer = await client.group[way]
          .mutate({ id: group.id, userIds: batch.map(({ id }) => id) })
          .catch((error: unknown) => {
            throw new Error(`${refusalSentence(error, batch)} ${howFar(t, at)}`);
          });
        changed += answer.changed;
      }
      return { changed, unchanged: people.length - changed };
    },
    onSuccess: onMoved,
    onSettled: () => invalidate({ nouns: ["group"] }),
  });
  return { move: move.mutate, isPending: move.isPending, failure: move.error?.message };
}

const howFar = (t: Translate, done: number) =>
  done === 0 ? t("group.nothingWasChanged") : t("group.theFirstAreDoneFrom", { done });

/** "Ada Lovelace: This person holds …", where the API said whom it is about. */
function refusalSentence(error: unknown, batch: readonly Chosen[]): string {
  const { message, data } = describeApiError(error);
  const place = /^userIds\.(\d+)$/.exec(data.field ?? "")?.[1];
  const person = place === undefined ? undefined : batch[Number(place)];
  return person ? `${displayName(person)}: ${message}` : message;
}
