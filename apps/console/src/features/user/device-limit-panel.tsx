"use client";

import type { UserDetail } from "@portcullis/domain/user/user";
import { useState } from "react";
import { useMe } from "#features/account/use-me.ts";
import { Button } from "#ui/button.tsx";
import { Panel } from "#ui/panel.tsx";
import { QuotaBar } from "#ui/quota-bar.tsx";
import { DeviceLimitDialog } from "./device-limit-dialog.tsx";
import { limitOrigin } from "./limit-origin.ts";
import { whyNotChange } from "./refusal.ts";

/** How many devices a user may have, where that comes from, and the way to change it. */
export function DeviceLimitPanel({ user }: { readonly user: UserDetail }) {
  const me = useMe();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Panel
      title="Device limit"
      actions={
        <Button size="sm" disabledReason={whyNotChange(me, user, "user:write")} onClick={() => setIsOpen(true)}>
          Change limit
        </Button>
      }
    >
      <QuotaBar
        label="Devices"
        used={user.deviceCounts.total}
        limit={user.deviceLimit.value}
        origin={limitOrigin(user.deviceLimit)}
      />
      {isOpen && <DeviceLimitDialog user={user} onClose={() => setIsOpen(false)} />}
    </Panel>
  );
}
