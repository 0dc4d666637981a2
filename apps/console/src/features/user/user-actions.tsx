"use client";

import type { CascadeKind } from "@portcullis/domain/cascade";
import { changesUser } from "@portcullis/domain/user/lifecycle";
import type { UserDetail } from "@portcullis/domain/user/user";
import { Ellipsis, KeyRound, Pencil, Power, PowerOff, ShieldOff, Trash2 } from "lucide-react";
import { useState } from "react";
import { useMe } from "#features/account/use-me.ts";
import { Button, IconButton } from "#ui/button.tsx";

import { Menu, MenuItem } from "#ui/overlay/menu.tsx";
import { whyNotChange, whyNotLifecycle, whyNotResetFactors, whyNotResetPassword } from "./disabled-reasons.ts";
import { EditProfileDialog } from "./edit-profile-dialog.tsx";
import { LifecycleDialog } from "./lifecycle-dialog.tsx";
import { ResetFactorsDialog, ResetPasswordDialog } from "./reset-credentials-dialogs.tsx";

/** What can be done with a user; what is refused says why. */
export function UserActions({ user }: { readonly user: UserDetail }) {
  const me = useMe();
  const [open, setOpen] = useState<CascadeKind | "edit" | "password" | "factors" | null>(null);
  const mayComeBack = changesUser(user, "reactivate");
  const lifecycleDisabledReason = whyNotLifecycle(me, user, "user:deactivate");
  const close = () => setOpen(null);
  return (
    <>
      {mayComeBack ? (
        <Button variant="primary" disabledReason={lifecycleDisabledReason} onClick={() => setOpen("reactivate")}>
          <Power aria-hidden="true" />
          Reactivate
        </Button>
      ) : (
        <Button variant="danger-quiet" disabledReason={lifecycleDisabledReason} onClick={() => setOpen("deactivate")}>
          <PowerOff aria-hidden="true" />
          Deactivate
        </Button>
      )}
      <Menu trigger={<IconButton variant="secondary" label="More actions" icon={<Ellipsis />} />}>
        <MenuItem
          icon={<Pencil />}
          disabledReason={whyNotChange(me, user, "user:write")}
          onSelect={() => setOpen("edit")}
        >
          Edit profile…
        </MenuItem>
        <MenuItem
          icon={<KeyRound />}
          disabledReason={whyNotResetPassword(me, user)}
          onSelect={() => setOpen("password")}
        >
          Reset password…
        </MenuItem>
        <MenuItem
          icon={<ShieldOff />}
          disabledReason={whyNotResetFactors(me, user)}
          onSelect={() => setOpen("factors")}
        >
          Reset second factors…
        </MenuItem>
        <MenuItem
          danger
          icon={<Trash2 />}
          disabledReason={whyNotLifecycle(me, user, "user:delete")}
          onSelect={() => setOpen("delete")}
        >
          Delete…
        </MenuItem>
      </Menu>
      {open === "edit" && <EditProfileDialog user={user} onClose={close} />}
      {open === "password" && <ResetPasswordDialog user={user} onClose={close} />}
      {open === "factors" && <ResetFactorsDialog user={user} onClose={close} />}
      {open !== null && open !== "edit" && open !== "password" && open !== "factors" && (
        <LifecycleDialog key={open} user={user} action={open} onClose={close} onInstead={setOpen} />
      )}
    </>
  );
}
