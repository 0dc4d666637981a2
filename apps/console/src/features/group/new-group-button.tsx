"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useMe } from "#features/account/use-me.ts";
import { permissionRefusal } from "#features/user/refusal.ts";
import { Button } from "#ui/button.tsx";
import { GroupDialog } from "./group-dialog.tsx";

/** Opens the form for a new group, and then the group. */
export function NewGroupButton() {
  const me = useMe();
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="primary" disabledReason={permissionRefusal(me, "group:write")} onClick={() => setIsOpen(true)}>
        <Plus aria-hidden="true" />
        New group
      </Button>
      {isOpen && (
        <GroupDialog onClose={() => setIsOpen(false)} onSaved={(group) => router.push(`/groups/${group.id}`)} />
      )}
    </>
  );
}
