"use client";

import type { CascadeDetail } from "@portcullis/domain/cascade";
import { useQuery } from "@tanstack/react-query";
import { MadeLatelyList } from "#features/user/made-lately.tsx";
import { useTRPC } from "#trpc/client.ts";
import { Panel } from "#ui/panel.tsx";

/** What the person of a receipt made for others before, and what of it still stands: what is left to look after. */
export function ReceiptMade({ cascade }: { readonly cascade: CascadeDetail }) {
  const ends = cascade.kind !== "reactivate";
  const { data: made } = useQuery({ ...useTRPC().cascade.made.queryOptions({ id: cascade.id }), enabled: ends });
  if (!ends || !made || made.items.length === 0) return null;
  return (
    <Panel title="Made for others in the 90 days before, and still there">
      <MadeLatelyList made={made} />
    </Panel>
  );
}
