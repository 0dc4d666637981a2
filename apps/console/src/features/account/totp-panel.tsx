"use client";

import type { AccountSecurity, TotpSetup } from "@portcullis/domain/account-security";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPCClient } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { Panel } from "#ui/panel.tsx";
import { RelativeTime } from "#ui/relative-time.tsx";
import { Status } from "#ui/status.tsx";
import type { FactorPartProps } from "./factor-part-props.ts";
import { RemoveFactorDialog } from "./remove-factor-dialog.tsx";
import { SetUpTotpDialog } from "./set-up-totp-dialog.tsx";
import { useConfirmIdentity } from "./use-confirm-identity.tsx";

/** The authenticator app: set it up, or take it away. */
export function TotpPanel({ security, onAdded, onChanged }: FactorPartProps) {
  const client = useTRPCClient();
  const { confirmed, confirmation } = useConfirmIdentity();
  const [setup, setSetup] = useState<TotpSetup | null>(null);
  const [isRemoving, setRemoving] = useState(false);
  const begin = useMutation({
    mutationFn: () => confirmed(() => client.account.beginTotp.mutate()),
    onSuccess: setSetup,
  });
  const { totp } = security;
  return (
    <Panel
      title="Authenticator app"
      actions={
        totp ? (
          <Button
            size="sm"
            variant="danger-quiet"
            disabledReason={lastRefusal(security)}
            onClick={() => setRemoving(true)}
          >
            Remove
          </Button>
        ) : (
          <Button size="sm" busy={begin.isPending} onClick={() => begin.mutate()}>
            Set up
          </Button>
        )
      }
    >
      {totp ? (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <Status tone="success">Set up</Status>
          <span className="text-ink-muted">
            <RelativeTime at={totp.confirmedAt} focusable />
          </span>
          {totp.restsUntil && (
            <Status tone="warning">
              Blocked after too many wrong codes, until <RelativeTime at={totp.restsUntil} focusable />
            </Status>
          )}
        </p>
      ) : (
        <p className="text-sm text-ink-muted">
          An app on your phone shows six digits, new ones every thirty seconds. You type them after your password.
        </p>
      )}
      {begin.isError && (
        <Callout tone="danger" className="mt-3">
          {describeApiError(begin.error).message}
        </Callout>
      )}
      {setup && (
        <SetUpTotpDialog
          setup={setup}
          onClose={() => setSetup(null)}
          onAdded={(codes) => {
            setSetup(null);
            onAdded("Your authenticator app is set up", codes);
          }}
        />
      )}
      {isRemoving && (
        <RemoveFactorDialog
          title="Remove your authenticator app"
          isLast={isLast(security)}
          remove={() => client.account.removeTotp.mutate()}
          onClose={() => setRemoving(false)}
          onRemoved={() => onChanged("Your authenticator app is removed")}
        />
      )}
      {confirmation}
    </Panel>
  );
}

export const isLast = ({ totp, passkeys }: AccountSecurity) => passkeys.length + (totp ? 1 : 0) === 1;

/** Why the last factor stays; the API decides the same way. */
export const lastRefusal = (security: AccountSecurity) =>
  security.required && isLast(security)
    ? "Your organisation requires a second factor. Set up another one first."
    : undefined;
