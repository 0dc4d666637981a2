"use client";

import { DetailList } from "#ui/detail-list.tsx";
import { AlertDialog } from "#ui/overlay/alert-dialog.tsx";
import { impactSentence } from "./impact-sentence.ts";
import type { PostureForm } from "./use-posture-form.ts";

export interface PostureImpactDialogProps {
  readonly pendingSave: NonNullable<PostureForm["pendingSave"]>;
}

/** Asks before rules become stricter: how many devices lose access, and how all of them would stand. */
export function PostureImpactDialog({ pendingSave }: PostureImpactDialogProps) {
  const { impact, proposal, failure, isPending, confirm, close } = pendingSave;
  const count = (devices: number) => <span className="tabular-nums">{devices.toLocaleString("en")}</span>;
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && close()}
      title="Save stricter posture rules"
      description={impactSentence(impact, proposal.enforcement)}
      busy={isPending}
      error={failure}
      action={{
        label: "Save rules",
        variant: impact.loseAccess > 0 ? "danger" : "primary",
        onAction: confirm,
      }}
    >
      <DetailList
        details={[
          { term: "Compliant", value: count(impact.compliant) },
          { term: "Not compliant", value: count(impact.nonCompliant) },
          { term: "No recent report", value: count(impact.unknown) },
          { term: "Not asked", value: count(impact.notRequired) },
        ]}
      />
    </AlertDialog>
  );
}
