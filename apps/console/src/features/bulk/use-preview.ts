import type { BulkAction, BulkPreview, BulkSet } from "@portcullis/domain/bulk";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { describeApiError, useTRPCClient } from "#trpc/client.ts";

/** What is looked at before it starts: an act over a set, or the undo of an operation. */
type PreviewSource = { readonly action: BulkAction; readonly of: BulkSet } | { readonly undo: string };

export type Preview = ReturnType<typeof usePreview>;

/** What an operation would do. Looked at again, the old answer stays until the new one is there. */
export function usePreview() {
  const client = useTRPCClient();
  const [data, setData] = useState<BulkPreview>();
  const look = useMutation({
    mutationFn: (source: PreviewSource) =>
      "undo" in source ? client.bulk.undo.mutate({ id: source.undo }) : client.bulk.preview.mutate(source),
    onSuccess: setData,
  });
  const source = look.variables;
  return {
    data,
    isIdle: look.isIdle,
    isPending: look.isPending,
    failure: look.error ? describeApiError(look.error).message : undefined,
    load: (next: PreviewSource) => look.mutate(next),
    again: () => source && look.mutate(source),
    reset: () => {
      setData(undefined);
      look.reset();
    },
  };
}
