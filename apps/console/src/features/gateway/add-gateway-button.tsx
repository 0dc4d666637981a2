"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { useMe } from "#features/account/use-me.ts";
import { permissionRefusal } from "#features/user/refusal.ts";
import { Button } from "#ui/button.tsx";
import { AddGatewayDialog } from "./add-gateway-dialog.tsx";

/** Opens the form for a new gateway. */
export function AddGatewayButton() {
  const disabledReason = permissionRefusal(useMe(), "gateway:write");
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="primary" disabledReason={disabledReason} onClick={() => setIsOpen(true)}>
        <Plus aria-hidden="true" />
        Add gateway
      </Button>
      {isOpen && <AddGatewayDialog onClose={() => setIsOpen(false)} />}
    </>
  );
}
