import { newId } from "@portcullis/db/ids";
import { roles } from "@portcullis/db/schema/roles";
import type { TenantTx } from "@portcullis/db/tenant";
import { systemRoleKinds, systemRoles } from "@portcullis/domain/permission";

/** The roles that every tenant has from its first moment. */
export async function addSystemRoles(tx: TenantTx): Promise<void> {
  await tx.insert(roles).values(
    systemRoleKinds.map((system) => ({
      tenantId: tx.tenantId,
      id: newId(),
      system,
      name: systemRoles[system].name,
      description: systemRoles[system].description,
      permissions: [...systemRoles[system].permissions],
    })),
  );
}
