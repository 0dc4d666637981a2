"use client";

import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useMe } from "#features/account/use-me.ts";
import { permissionRefusal } from "#features/user/refusal.ts";
import { Button } from "#ui/button.tsx";
import { InviteDialog } from "./invite-dialog.tsx";

/** Opens the dialog that brings people in. */
export function InviteButton() {
  const me = useMe();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" disabledReason={permissionRefusal(me, "user:invite")} onClick={() => setOpen(true)}>
        <UserPlus aria-hidden="true" />
        Invite
      </Button>
      {open && <InviteDialog onClose={() => setOpen(false)} />}
    </>
  );
}
