"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { useMe } from "#components/use-me.ts";
import { permissionRefusal } from "#components/user/refusal.ts";
import { AddGatewayDialog } from "./add-gateway-dialog.tsx";

/** Opens the form for a new gateway. */
export function AddGatewayButton() {
  const refusal = permissionRefusal(useMe(), "gateway:write");
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="primary" refusal={refusal} onClick={() => setIsOpen(true)}>
        <Plus aria-hidden="true" />
        Add gateway
      </Button>
      {isOpen && <AddGatewayDialog onClose={() => setIsOpen(false)} />}
    </>
  );
}
