import type { PostureImpact, PostureProposal, TenantPosture, UpdatePosture } from "@portcullis/domain/tenant-posture";
import type { Timestamp } from "@portcullis/domain/timestamp";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useConfirmIdentity } from "#features/account/use-confirm-identity.tsx";
import { describeApiError, useTRPC, useTRPCClient } from "#trpc/client.ts";
import { useInvalidate } from "#trpc/invalidate.ts";

import { showToast } from "#ui/feedback/toast.tsx";
import { isStale } from "#ui/form/conflict-form.tsx";
import { type EditConflict, mergeEdits, withTheirs } from "#ui/form/merge-edits.ts";
import { mistakesIn, type PostureFields, proposalOf, tightens, typedPosture } from "./posture-fields.ts";

/** What a proposal would come to, while it is asked about. */
interface PendingSave {
  readonly proposal: PostureProposal;
  readonly ifUpdatedAt: Timestamp;
  readonly impact: PostureImpact;
}

const sameFields = (a: PostureFields, b: PostureFields) => JSON.stringify(a) === JSON.stringify(b);

/**
 * What is being made of the posture. A change that could take access away is counted and asked about before it is saved; where
 * somebody else changed the same meanwhile, one chooses.
 */
export function usePostureForm(posture: TenantPosture) {
  const t = useTranslations();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const invalidate = useInvalidate();
  const { confirmed, confirmation } = useConfirmIdentity();
  /** What is edited, and what it began as; undefined while nothing is. */
  const [draft, setDraft] = useState<{ readonly fields: PostureFields; readonly seen: TenantPosture }>();
  const [pendingSave, setPendingSave] = useState<PendingSave>();
  const [conflicts, setConflicts] = useState<readonly EditConflict[]>([]);
  const seen = draft?.seen ?? posture;
  const fields = draft?.fields ?? typedPosture(posture);

  const update = useMutation({
    mutationFn: (change: UpdatePosture) => confirmed(() => client.tenant.updatePosture.mutate(change)),
    onSuccess: (saved) => {
      queryClient.setQueryData(trpc.tenant.posture.queryKey(), saved);
      invalidate({ nouns: ["tenant", "device"] });
      showToast({ message: t("tenant.postureRulesSaved"), tone: "success" });
      discard();
    },
    onError: async (error) => {
      if (!isStale(error)) return;
      const theirs = await queryClient.fetchQuery({ ...trpc.tenant.posture.queryOptions(), staleTime: 0 });
      const met = mergeEdits(typedPosture(seen), fields, typedPosture(theirs));
      setDraft({ fields: met.merged, seen: theirs });
      setConflicts(met.conflicts);
      setPendingSave(undefined);
      if (met.conflicts.length === 0) save(theirs, met.merged);
    },
  });
  const preview = useMutation({
    mutationFn: async ({ proposal, ifUpdatedAt }: Omit<PendingSave, "impact">) => ({
      proposal,
      ifUpdatedAt,
      impact: await client.tenant.postureImpact.query(proposal),
    }),
    onSuccess: setPendingSave,
  });

  function discard() {
    setDraft(undefined);
    setConflicts([]);
    leave();
    preview.reset();
  }
  function leave() {
    setPendingSave(undefined);
    update.reset();
  }
  /** @param against what the change is one of: as it is stored, or the save is refused */
  function save(against: TenantPosture, made = fields) {
    const proposal = proposalOf(made);
    const { updatedAt: ifUpdatedAt } = against;
    if (tightens(against, proposal)) preview.mutate({ proposal, ifUpdatedAt });
    else update.mutate({ ...proposal, ifUpdatedAt });
  }

  const failure = update.error ?? preview.error;
  const isConflictShown = update.error !== null && isStale(update.error);
  return {
    fields,
    isDirty: draft !== undefined && !sameFields(fields, typedPosture(seen)),
    isPending: update.isPending || preview.isPending,
    mistakes: mistakesIn(t, fields),
    /** Undefined while there is none, and once the question is open, which shows it itself. */
    failure: failure && !isConflictShown && !pendingSave ? describeApiError(failure).message : undefined,
    /** What somebody else changed meanwhile to something else. */
    conflicts,
    confirmation,
    change: (next: PostureFields) => setDraft({ fields: next, seen }),
    discard,
    save: () => save(seen),
    takeTheirs: () => {
      setDraft({ fields: withTheirs(fields, conflicts), seen });
      setConflicts([]);
      update.reset();
    },
    pendingSave: pendingSave && {
      ...pendingSave,
      isPending: update.isPending,
      failure: update.error ? describeApiError(update.error).message : undefined,
      confirm: () => update.mutate({ ...pendingSave.proposal, ifUpdatedAt: pendingSave.ifUpdatedAt }),
      close: leave,
    },
  };
}
export type PostureFormState = ReturnType<typeof usePostureForm>;
