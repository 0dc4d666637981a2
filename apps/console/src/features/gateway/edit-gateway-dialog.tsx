"use client";

import { useWatch } from "react-hook-form";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { ConflictNote } from "#ui/form/conflict-note.tsx";
import { Dialog } from "#ui/overlay/dialog.tsx";
import type { GatewayDialogProps } from "./gateway-dialog-props.ts";
import { GatewayForm } from "./gateway-form.tsx";
import { useSaveGateway } from "./use-save-gateway.ts";

const formId = "gateway";

const fieldLabels: Readonly<Record<string, string>> = {
  name: "Name",
  endpoint: "Endpoint",
  unreachable: "When it cannot reach the console",
  graceSeconds: "After, in seconds",
};

/** Changes name, endpoint and what it does without the console. Where somebody else changed the same meanwhile, it shows both and lets one choose. */
export function EditGatewayDialog({ gateway, onClose }: GatewayDialogProps) {
  const { form, conflicts, isPending, failure, submit, takeTheirs } = useSaveGateway(gateway, onClose);
  const isConflict = conflicts.length > 0;
  const endpoint = useWatch({ control: form.control, name: "endpoint" }).trim();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Edit ${gateway.name}`}
      busy={isPending}
      footer={
        <>
          <Button disabled={isPending} onClick={isConflict ? takeTheirs : onClose}>
            {isConflict ? "Take theirs" : "Cancel"}
          </Button>
          <Button type="submit" form={formId} variant="primary" busy={isPending}>
            {isConflict ? "Overwrite with mine" : "Save"}
          </Button>
        </>
      }
    >
      <GatewayForm id={formId} form={form} onSubmit={() => void submit()} />
      {endpoint !== gateway.endpoint && (
        <Callout className="mt-4">
          New configuration files name the new endpoint. Devices that already have a file keep using the old one.
        </Callout>
      )}
      <div aria-live="assertive">
        <ConflictNote className="mt-4" conflicts={conflicts} label={(field) => fieldLabels[field] ?? field} />
        {failure !== undefined && (
          <Callout tone="danger" className="mt-4">
            {failure}
          </Callout>
        )}
      </div>
    </Dialog>
  );
}
