"use client";

import { AccessLine } from "#features/device/access-line.tsx";
import { Panel } from "#ui/panel.tsx";

/** Whether one may connect oneself, and why not. */
export function AccessPanel() {
  return (
    <Panel title="Network access">
      <AccessLine of={{}} />
    </Panel>
  );
}
