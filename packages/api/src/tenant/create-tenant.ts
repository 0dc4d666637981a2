import { hashPassword } from "@portcullis/auth/password";
import { recordAudit } from "@portcullis/db/audit";
import type { Database } from "@portcullis/db/client";
import { newId } from "@portcullis/db/ids";
import { credentials } from "@portcullis/db/schema/credentials";
import { roles } from "@portcullis/db/schema/roles";
import { tenants } from "@portcullis/db/schema/tenants";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { conflict } from "@portcullis/domain/errors";
import { tenantId } from "@portcullis/domain/ids";
import { systemRoleKinds, systemRoles } from "@portcullis/domain/permission";
import { email, slug, text } from "@portcullis/domain/text";
import { personName } from "@portcullis/domain/user/user";
import { z } from "zod";
import { createUser } from "../user/create-user.ts";
import { operator } from "./operator.ts";

export const newTenant = z.strictObject({
  slug,
  name: text(100),
  owner: z.strictObject({ email, firstName: personName, lastName: personName, password: z.string().min(1) }),
});
export type NewTenant = z.infer<typeof newTenant>;

/**
 * A tenant with the system roles and its owner, who can sign in at once.
 * @param db a pool of the schema's owner: the application may not make tenants
 * @throws {DomainError} CONFLICT `slug_taken`
 */
export async function createTenant(db: Database, input: NewTenant): Promise<{ tenantId: string; ownerId: string }> {
  const passwordHash = await hashPassword(input.owner.password);
  return withTenant(db, tenantId(newId()), async (tx) => {
    const created = await tx
      .insert(tenants)
      .values({ id: tx.tenantId, slug: input.slug, name: input.name })
      .onConflictDoNothing({ target: tenants.slug })
      .returning({ id: tenants.id });
    if (created.length === 0) throw conflict("slug_taken", `The tenant ${input.slug} already exists.`, "slug");
    await recordAudit(tx, {
      action: "tenant.created",
      actor: operator,
      target: { kind: "tenant", id: tx.tenantId },
      details: { after: { slug: input.slug, name: input.name } },
    });
    await addSystemRoles(tx);
    const { password: _, ...owner } = input.owner;
    const ownerId = await createUser(tx, operator, { ...owner, status: "active", hasAccepted: true, isOwner: true });
    await tx.insert(credentials).values({ tenantId: tx.tenantId, userId: ownerId, passwordHash });
    return { tenantId: tx.tenantId, ownerId };
  });
}

/** The roles that every tenant has from its first moment. */
export async function addSystemRoles(tx: TenantTx): Promise<void> {
  await tx.insert(roles).values(
    systemRoleKinds.map((system) => ({
      tenantId: tx.tenantId,
      id: newId(),
      system,
      name: systemRoles[system].name,
      description: systemRoles[system].description,
      storedPermissions: [...systemRoles[system].permissions],
    })),
  );
}
