"use client";

import { UserPlus } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { useMe } from "#components/use-me.ts";
import { permissionRefusal } from "#components/user/refusal.ts";
import { InviteDialog } from "./invite-dialog.tsx";

/** Opens the dialog that brings people in. */
export function InviteButton() {
  const me = useMe();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" refusal={permissionRefusal(me, "user:invite")} onClick={() => setOpen(true)}>
        <UserPlus aria-hidden="true" />
        Invite
      </Button>
      {open && <InviteDialog onClose={() => setOpen(false)} />}
    </>
  );
}
