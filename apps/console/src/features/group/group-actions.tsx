"use client";

import type { GroupDetail } from "@portcullis/domain/group";
import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useMe } from "#features/account/use-me.ts";
import { permissionRefusal } from "#features/user/refusal.ts";
import { Button } from "#ui/button.tsx";
import { IconButton } from "#ui/icon-button.tsx";
import { Menu } from "#ui/overlay/menu.tsx";
import { MenuItem } from "#ui/overlay/menu-item.tsx";
import { DeleteGroupDialog } from "./delete-group-dialog.tsx";
import { GroupDialog } from "./group-dialog.tsx";
import { whyNotMove } from "./group-refusal.ts";

/** What can be done with a group; what is refused says why. */
export function GroupActions({ group }: { readonly group: GroupDetail }) {
  const me = useMe();
  const [open, setOpen] = useState<"edit" | "delete" | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Button disabledReason={permissionRefusal(me, "group:write")} onClick={() => setOpen("edit")}>
        <Pencil aria-hidden="true" />
        Edit
      </Button>
      <Menu trigger={<IconButton variant="secondary" label="More actions" icon={<Ellipsis />} />}>
        <MenuItem danger icon={<Trash2 />} disabledReason={whyNotMove(me, group)} onSelect={() => setOpen("delete")}>
          Delete…
        </MenuItem>
      </Menu>
      {open === "edit" && <GroupDialog group={group} onClose={close} />}
      {open === "delete" && <DeleteGroupDialog group={group} onClose={close} />}
    </>
  );
}
