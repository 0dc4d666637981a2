"use client";

import { useWatch } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { GatewayDialogProps } from "./gateway-dialog-props.ts";
import { GatewayForm } from "./gateway-form.tsx";
import { useSaveGateway } from "./use-save-gateway.ts";

const formId = "gateway";

/** Changes name and endpoint. Where somebody else saved meanwhile, it shows both and lets one choose. */
export function EditGatewayDialog({ gateway, onClose }: GatewayDialogProps) {
  const { form, theirs, isPending, failure, submit, takeTheirs } = useSaveGateway(gateway, onClose);
  const endpoint = useWatch({ control: form.control, name: "endpoint" }).trim();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Edit ${gateway.name}`}
      busy={isPending}
      footer={
        <>
          <Button disabled={isPending} onClick={theirs ? takeTheirs : onClose}>
            {theirs ? "Take theirs" : "Cancel"}
          </Button>
          <Button type="submit" form={formId} variant="primary" busy={isPending}>
            {theirs ? "Overwrite with mine" : "Save"}
          </Button>
        </>
      }
    >
      <GatewayForm id={formId} form={form} onSubmit={() => void submit()} />
      {endpoint !== gateway.endpoint && (
        <Callout className="mt-4">
          New files name the new endpoint. Devices that have theirs already go on asking for the old one.
        </Callout>
      )}
      <div aria-live="assertive">
        {theirs && (
          <Callout tone="warning" className="mt-4">
            Somebody else saved this gateway meanwhile, as {theirs.name} at{" "}
            <span className="font-mono wrap-anywhere">{theirs.endpoint}</span>. Take that, or overwrite it with what
            stands here.
          </Callout>
        )}
        {failure !== undefined && (
          <Callout tone="danger" className="mt-4">
            {failure}
          </Callout>
        )}
      </div>
    </Dialog>
  );
}
