"use client";

import type { Permission } from "@portcullis/domain/permission";
import { useMe } from "#features/account/use-me.ts";
import { LabelledCheckbox } from "#ui/form/labelled-checkbox.tsx";
import { permissionAreas, permissionLabels } from "./permission-labels.ts";

export interface PermissionChoiceProps {
  readonly chosen: readonly Permission[];
  readonly onChange: (chosen: Permission[]) => void;
}

/** Every permission with a box, under what it is about; what one lacks oneself cannot be given, and says so. */
export function PermissionChoice({ chosen, onChange }: PermissionChoiceProps) {
  const me = useMe();
  return (
    // The bar with Save lies over the end of the page: what has the focus must not hide behind it.
    <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2 [&_input]:scroll-mb-20">
      {permissionAreas.map((area) => (
        <fieldset key={area.name} className="min-w-0">
          <legend className="mb-1 text-xs font-semibold text-ink-muted">{area.name}</legend>
          {area.permissions.map((permission) => (
            <LabelledCheckbox
              key={permission}
              label={permissionLabels[permission]}
              hint={<code className="font-mono">{permission}</code>}
              checked={chosen.includes(permission)}
              disabledReason={
                me.permissions.includes(permission) ? undefined : "You do not have this permission yourself."
              }
              onChange={(checked) =>
                onChange(checked ? [...chosen, permission] : chosen.filter((other) => other !== permission))
              }
            />
          ))}
        </fieldset>
      ))}
    </div>
  );
}
