"use client";

import { useMutation } from "@tanstack/react-query";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPCClient } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { Panel } from "#ui/panel.tsx";
import { Status } from "#ui/status.tsx";
import type { FactorPartProps } from "./factor-part-props.ts";
import { useConfirmIdentity } from "./use-confirm-identity.tsx";

/** So few are left that new ones are due. */
const few = 3;

/** How many codes are left, and new ones in their place. */
export function RecoveryCodesPanel({ security, onAdded }: Pick<FactorPartProps, "security" | "onAdded">) {
  const client = useTRPCClient();
  const { confirmed, confirmation } = useConfirmIdentity();
  const renew = useMutation({
    mutationFn: () => confirmed(() => client.account.renewRecoveryCodes.mutate()),
    onSuccess: ({ recoveryCodes }) => onAdded("Your old recovery codes no longer work", recoveryCodes),
  });
  const left = security.recoveryCodesLeft;
  return (
    <Panel
      title="Recovery codes"
      actions={
        <Button size="sm" busy={renew.isPending} onClick={() => renew.mutate()}>
          Create new codes
        </Button>
      }
    >
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <Status tone={left > few ? "success" : "warning"}>{`${left} of 10 left`}</Status>
        <span className="text-ink-muted">
          Each one signs you in once, in place of the app or a passkey. New codes replace the old ones.
        </span>
      </p>
      {renew.isError && (
        <Callout tone="danger" className="mt-3">
          {describeApiError(renew.error).message}
        </Callout>
      )}
      {confirmation}
    </Panel>
  );
}
