import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";

/** After anything about the ownership: rights, offers and badges are on every page, so all of it is read again. */
export function useOwnershipChanged(): () => Promise<void> {
  const queryClient = useQueryClient();
  const router = useRouter();
  return async () => {
    router.refresh();
    await queryClient.invalidateQueries();
  };
}
