import type { Total } from "@portcullis/domain/page";
import type { UserFilter, UserItem } from "@portcullis/domain/user/user";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.ts";
import { totalOfOnlyPage } from "#ui/table/keyset-pages.ts";

interface ShownUsers {
  readonly data: { readonly items: readonly UserItem[]; readonly nextCursor: string | null } | undefined;
  readonly isPlaceholderData: boolean;
}

/** How many users match, counted once the first rows are there and only where they are not all; undefined until then. */
export function useUserTotal(filter: UserFilter, pages: readonly string[], list: ShownUsers): Total | undefined {
  const known = totalOfOnlyPage(pages, list.data);
  const counted = useQuery(
    useTRPC().user.count.queryOptions(filter, {
      enabled: list.data !== undefined && !list.isPlaceholderData && known === undefined,
    }),
  );
  return known ?? counted.data;
}
