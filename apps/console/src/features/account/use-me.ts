import type { AccountMe } from "@portcullis/domain/account";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTRPC } from "#trpc/client.ts";
import { invalidate } from "#trpc/invalidate.ts";

/** Who is signed in and what they may do; the frame of the console brings it along. */
export function useMe(): AccountMe {
  return useSuspenseQuery(useTRPC().account.me.queryOptions()).data;
}

/** Shows what one changed of oneself: on this page, in the lists, and in the frame, which the server renders. */
export function useRefreshMe(): (me: AccountMe) => void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const router = useRouter();
  return (me) => {
    queryClient.setQueryData(trpc.account.me.queryKey(), me);
    void invalidate(queryClient, { nouns: ["user"] });
    router.refresh();
  };
}
