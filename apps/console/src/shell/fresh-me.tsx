"use client";

import { useQueryClient } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { useTRPC } from "#trpc/client.ts";

/** Asks again who one is with every page: the frame outlives navigation, and rights may have changed since it was drawn. */
export function FreshMe() {
  const pathname = usePathname();
  const queryClient = useQueryClient();
  const trpc = useTRPC();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    void queryClient.invalidateQueries(trpc.account.me.queryFilter());
  }, [pathname, queryClient, trpc]);
  return null;
}
