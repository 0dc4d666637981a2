"use client";

import type { PasskeyItem } from "@portcullis/domain/passkey";
import { Ellipsis, KeyRound, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTRPCClient } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { IconButton } from "#ui/icon-button.tsx";
import { Menu } from "#ui/overlay/menu.tsx";
import { MenuItem } from "#ui/overlay/menu-item.tsx";
import { Panel } from "#ui/panel.tsx";
import { RelativeTime } from "#ui/relative-time.tsx";
import { AddPasskeyDialog } from "./add-passkey-dialog.tsx";
import type { FactorPartProps } from "./factor-part-props.ts";
import { RemoveFactorDialog } from "./remove-factor-dialog.tsx";
import { RenamePasskeyDialog } from "./rename-passkey-dialog.tsx";
import { isLast, lastRefusal } from "./totp-panel.tsx";

type Open = { readonly what: "rename" | "remove"; readonly passkey: PasskeyItem } | { readonly what: "add" };

/** One's passkeys: add, rename, remove. */
export function PasskeysPanel({ security, onAdded, onChanged }: FactorPartProps) {
  const client = useTRPCClient();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const { passkeys } = security;
  return (
    <Panel
      title="Passkeys"
      flush={passkeys.length > 0}
      actions={
        <Button size="sm" onClick={() => setOpen({ what: "add" })}>
          Add passkey
        </Button>
      }
    >
      {passkeys.length === 0 ? (
        <p className="text-sm text-ink-muted">
          Sign in with your fingerprint, face or a security key: nothing to type, and nothing that can be phished.
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {passkeys.map((passkey) => (
            <li key={passkey.id} className="flex items-center gap-3 px-4 py-2.5 text-sm">
              <KeyRound aria-hidden="true" className="size-4 shrink-0 text-ink-muted" />
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{passkey.name}</span>
                <span className="block text-xs text-ink-muted">
                  {passkey.lastUsedAt ? "Used " : "Added "}
                  <RelativeTime at={passkey.lastUsedAt ?? passkey.createdAt} focusable />
                </span>
              </span>
              <Menu trigger={<IconButton size="sm" label={`Actions for ${passkey.name}`} icon={<Ellipsis />} />}>
                <MenuItem icon={<Pencil />} onSelect={() => setOpen({ what: "rename", passkey })}>
                  Rename…
                </MenuItem>
                <MenuItem
                  danger
                  icon={<Trash2 />}
                  disabledReason={lastRefusal(security)}
                  onSelect={() => setOpen({ what: "remove", passkey })}
                >
                  Remove…
                </MenuItem>
              </Menu>
            </li>
          ))}
        </ul>
      )}
      {open?.what === "add" && (
        <AddPasskeyDialog
          onClose={close}
          onAdded={(name, codes) => {
            close();
            onAdded(`${name} is added`, codes);
          }}
        />
      )}
      {open?.what === "rename" && (
        <RenamePasskeyDialog
          passkey={open.passkey}
          onClose={close}
          onRenamed={(name) => onChanged(`${open.passkey.name} is now ${name}`)}
        />
      )}
      {open?.what === "remove" && (
        <RemoveFactorDialog
          title={`Remove ${open.passkey.name}`}
          isLast={isLast(security)}
          remove={() => client.account.removePasskey.mutate({ id: open.passkey.id })}
          onClose={close}
          onRemoved={() => onChanged(`${open.passkey.name} is removed`)}
        />
      )}
    </Panel>
  );
}
