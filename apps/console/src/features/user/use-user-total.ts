import type { Total } from "@portcullis/domain/page";
import type { UserFilter } from "@portcullis/domain/user/user";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.ts";
import { type ShownList, totalOfOnlyPage } from "#ui/table/keyset-pages.ts";

/** How many users match, counted once the first rows are there and only where they are not all; undefined until then. */
export function useUserTotal(filter: UserFilter, pages: readonly string[], list: ShownList): Total | undefined {
  const { known, isToBeCounted } = totalOfOnlyPage(pages, list);
  const counted = useQuery(useTRPC().user.count.queryOptions(filter, { enabled: isToBeCounted }));
  return known ?? counted.data;
}
