"use client";

import { useMe } from "#features/account/use-me.ts";
import { ButtonLink } from "#ui/button-link.tsx";
import { Panel } from "#ui/panel.tsx";

/** The way to the gateways, for whoever may see them. */
export function GatewaysPanel() {
  if (!useMe().permissions.includes("gateway:read")) return null;
  return (
    <Panel
      title="Gateways"
      actions={
        <ButtonLink size="sm" href="/settings/gateways">
          See gateways
        </ButtonLink>
      }
    >
      <p className="max-w-prose text-sm text-ink-muted">
        The WireGuard endpoints that devices connect to, and the tokens of their agents.
      </p>
    </Panel>
  );
}
