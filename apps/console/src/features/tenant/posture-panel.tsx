"use client";

import { ButtonLink } from "#ui/button-link.tsx";
import { Panel } from "#ui/panel.tsx";

/** The way to the posture rules, for whoever sees the settings. */
export function PosturePanel() {
  return (
    <Panel
      title="Posture"
      actions={
        <ButtonLink size="sm" href="/settings/posture">
          See rules
        </ButtonLink>
      }
    >
      <p className="max-w-prose text-sm text-ink-muted">
        How devices must be secured (disk encryption, firewall, screen lock, version), and what becomes of those that
        are not.
      </p>
    </Panel>
  );
}
