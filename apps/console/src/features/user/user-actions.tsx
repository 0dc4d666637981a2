"use client";

import type { CascadeKind } from "@portcullis/domain/cascade";
import { changesUser } from "@portcullis/domain/user/lifecycle";
import type { UserDetail } from "@portcullis/domain/user/user";
import { Ellipsis, KeyRound, Pencil, Power, PowerOff, ShieldOff, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { Button, IconButton } from "#ui/button.tsx";

import { Menu, MenuItem } from "#ui/overlay/menu.tsx";
import { whyNotChange, whyNotLifecycle, whyNotResetFactors, whyNotResetPassword } from "./disabled-reasons.ts";
import { EditProfileDialog } from "./edit-profile-dialog.tsx";
import { LifecycleDialog } from "./lifecycle-dialog.tsx";
import { ResetFactorsDialog, ResetPasswordDialog } from "./reset-credentials-dialogs.tsx";

/** What can be done with a user; what is refused says why. */
export function UserActions({ user }: { readonly user: UserDetail }) {
  const t = useTranslations();
  const me = useMe();
  const [open, setOpen] = useState<CascadeKind | "edit" | "password" | "factors" | null>(null);
  const mayComeBack = changesUser(user, "reactivate");
  const lifecycleDisabledReason = whyNotLifecycle(t, me, user, "user:deactivate");
  const close = () => setOpen(null);
  return (
    <>
      {mayComeBack ? (
        <Button variant="primary" disabledReason={lifecycleDisabledReason} onClick={() => setOpen("reactivate")}>
          <Power aria-hidden="true" />
          {t("user.reactivate")}
        </Button>
      ) : (
        <Button variant="danger-quiet" disabledReason={lifecycleDisabledReason} onClick={() => setOpen("deactivate")}>
          <PowerOff aria-hidden="true" />
          {t("user.deactivate")}
        </Button>
      )}
      <Menu trigger={<IconButton variant="secondary" label={t("common.moreActions")} icon={<Ellipsis />} />}>
        <MenuItem
          icon={<Pencil />}
          disabledReason={whyNotChange(t, me, user, "user:write")}
          onSelect={() => setOpen("edit")}
        >
          {t("user.editProfile2")}
        </MenuItem>
        <MenuItem
          icon={<KeyRound />}
          disabledReason={whyNotResetPassword(t, me, user)}
          onSelect={() => setOpen("password")}
        >
          {t("user.resetPassword")}
        </MenuItem>
        <MenuItem
          icon={<ShieldOff />}
          disabledReason={whyNotResetFactors(t, me, user)}
          onSelect={() => setOpen("factors")}
        >
          {t("user.resetSecondFactors")}
        </MenuItem>
        <MenuItem
          danger
          icon={<Trash2 />}
          disabledReason={whyNotLifecycle(t, me, user, "user:delete")}
          onSelect={() => setOpen("delete")}
        >
          {t("user.delete")}
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
