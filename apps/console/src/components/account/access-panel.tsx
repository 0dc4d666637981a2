"use client";

import { AccessLine } from "#components/access/access-line.tsx";
import { Panel } from "#components/ui/panel.tsx";

/** Whether one may connect oneself, and why not. */
export function AccessPanel() {
  return (
    <Panel title="Network access">
      <AccessLine of={{}} />
    </Panel>
  );
}
