import type { AccountMe } from "@portcullis/domain/account";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.ts";

/** Who is signed in and what they may do; the frame of the console brings it along. */
export function useMe(): AccountMe {
  return useSuspenseQuery(useTRPC().account.me.queryOptions()).data;
}
