"use client";

import type { CascadeDetail } from "@portcullis/domain/cascade";
import { displayName } from "@portcullis/domain/user/display-name";
import type { ReactNode } from "react";
import { useMe } from "#features/account/use-me.ts";
import { permissionRefusal } from "#features/user/refusal.ts";
import { PageHeader } from "#shell/page-header.tsx";
import { cascadeNames } from "./cascade-names.ts";
import { CascadeStatus } from "./cascade-status.tsx";
import { PrintHead } from "./print-head.tsx";
import { RetryCascade } from "./retry-cascade.tsx";

/** Of what and whom it is the receipt, how it stands, and what can be done. */
export function ReceiptHeader({ cascade, actions }: { readonly cascade: CascadeDetail; readonly actions: ReactNode }) {
  const me = useMe();
  const { user } = cascade;
  const name = user ? displayName(user) : "a deleted person";
  return (
    <>
      <PrintHead tenant={me.tenant.name} />
      <PageHeader
        back={user ? { href: `/users/${user.id}`, label: name } : { href: "/users", label: "Users" }}
        title={`${cascadeNames[cascade.kind]} of ${name}`}
        marks={<CascadeStatus state={cascade.state} />}
        actions={
          <>
            {cascade.state === "failed" && (
              <RetryCascade cascadeId={cascade.id} disabledReason={permissionRefusal(me, "user:deactivate")} />
            )}
            {actions}
          </>
        }
      />
    </>
  );
}
