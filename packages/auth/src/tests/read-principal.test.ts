import { newId } from "@portcullis/db/ids";
import { groupMembers, groupRoles, groups } from "@portcullis/db/schema/groups";
import { roles, userRoles } from "@portcullis/db/schema/roles";
import { sessions } from "@portcullis/db/schema/sessions";
import { users } from "@portcullis/db/schema/users";
import { withTenant } from "@portcullis/db/tenant";
import { tenantId } from "@portcullis/domain/ids";
import { type Permission, permissions } from "@portcullis/domain/permission";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { readPrincipal } from "../read-principal.ts";
import { revokeCredentials } from "../revoke-credentials.ts";
import { newToken } from "../session-token.ts";
import { type AuthWorld, authWorld, testClient } from "../testing/world.ts";

async function signedIn(world: AuthWorld) {
  const person = await world.aPerson();
  const session = await world.signIn({ email: person.email });
  if (!session) throw new Error("Sign-in was refused.");
  return { ...person, session };
}

const setSession = (world: AuthWorld, change: Partial<typeof sessions.$inferInsert>) =>
  withTenant(world.db, world.tenant, (tx) => tx.update(sessions).set(change));

const ago = (ms: number) => new Date(Date.now() - ms);

describe("the principal", () => {
  it("has what direct roles and groups grant together", async () => {
    await using world = await authWorld();
    const { id, session } = await signedIn(world);
    await withTenant(world.db, world.tenant, async (tx) => {
      const role = async (granted: Permission[]) => {
        const roleId = newId();
        await tx.insert(roles).values({ tenantId: world.tenant, id: roleId, name: roleId, permissions: granted });
        return roleId;
      };
      const direct = await role(["user:read", "device:read"]);
      const carried = await role(["device:read", "audit:read"]);
      const groupId = newId();
      await tx.insert(groups).values({ tenantId: world.tenant, id: groupId, name: "Support" });
      await tx.insert(groupRoles).values({ tenantId: world.tenant, groupId, roleId: carried });
      await tx.insert(groupMembers).values({ tenantId: world.tenant, groupId, userId: id });
      await tx.insert(userRoles).values({ tenantId: world.tenant, userId: id, roleId: direct });
    });
    const principal = await readPrincipal(world.db, session, testClient);
    expect(principal).toMatchObject({ kind: "user", tenantId: world.tenant, userId: id, isOwner: false });
    expect(principal?.permissions.toSorted()).toEqual(["audit:read", "device:read", "user:read"]);
  });

  it("may do everything as the owner", async () => {
    await using world = await authWorld();
    const { session } = await signedIn(world);
    await withTenant(world.db, world.tenant, (tx) => tx.update(users).set({ isOwner: true }));
    expect(await readPrincipal(world.db, session, testClient)).toMatchObject({ isOwner: true, permissions });
  });

  it.each([
    ["the session is past its end", { expiresAt: ago(1000) }],
    ["the session was idle for too long", { lastSeenAt: ago(12 * 3_600_000 + 1000) }],
  ])("is nobody when %s", async (_, change) => {
    await using world = await authWorld();
    const { session } = await signedIn(world);
    await setSession(world, change);
    expect(await readPrincipal(world.db, session, testClient)).toBeUndefined();
    expect(await readPrincipal(world.db, session, testClient)).toBeUndefined();
  });

  it("is nobody at the request after the user is switched off, or the credentials are revoked", async () => {
    await using world = await authWorld();
    const { id, session } = await signedIn(world);
    await world.setStatus(id, "inactive");
    expect(await readPrincipal(world.db, session, testClient)).toBeUndefined();
    await world.setStatus(id, "active");
    expect(await readPrincipal(world.db, session, testClient)).toBeDefined();
    expect(await withTenant(world.db, world.tenant, (tx) => revokeCredentials(tx, id))).toBe(1);
    expect(await readPrincipal(world.db, session, testClient)).toBeUndefined();
  });

  it("is nobody with another token, or with the right one in another tenant", async () => {
    await using world = await authWorld();
    const { session } = await signedIn(world);
    expect(await readPrincipal(world.db, { ...session, token: newToken() }, testClient)).toBeUndefined();
    expect(await readPrincipal(world.db, { ...session, tenantId: tenantId(newId()) }, testClient)).toBeUndefined();
  });

  it("notes that it was seen once a minute, and leaves the pool without a tenant", async () => {
    await using world = await authWorld();
    const { id, session } = await signedIn(world);
    const seen = async () => (await world.sessionsOf(id))[0]?.lastSeenAt.getTime() ?? 0;
    const before = await seen();
    await readPrincipal(world.db, session, testClient);
    expect(await seen()).toBe(before);
    await setSession(world, { lastSeenAt: ago(61_000) });
    await readPrincipal(world.db, session, testClient);
    expect(await seen()).toBeGreaterThanOrEqual(before);
    const settings = await Promise.all(
      Array.from({ length: 20 }, () =>
        world.db.execute<{ tenant: string | null }>(sql`select app_tenant_id() as tenant from pg_sleep(0.01)`),
      ),
    );
    expect(settings.map(([row]) => row?.tenant)).toEqual(Array.from({ length: 20 }, () => null));
  });
});
