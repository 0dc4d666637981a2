import { newId } from "@portcullis/db/ids";
import { groupMembers, groupRoles, groups } from "@portcullis/db/schema/groups";
import { roles, userRoles } from "@portcullis/db/schema/roles";
import { sessions } from "@portcullis/db/schema/sessions";
import { users } from "@portcullis/db/schema/users";
import { withTenant } from "@portcullis/db/tenant";
import { tenantId } from "@portcullis/domain/ids";
import { type Permission, permissions } from "@portcullis/domain/permission";
import { toTimestamp } from "@portcullis/domain/timestamp";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { readPrincipal, readPrincipalAnd } from "../read-principal.ts";
import { revokeCredentials } from "../revoke-credentials.ts";
import { newToken } from "../session-token.ts";
import { type AuthFixture, openAuthFixture, testClient } from "../testing/fixture.ts";

async function signedIn(fixture: AuthFixture) {
  const person = await fixture.aPerson();
  const session = await fixture.signIn({ email: person.email });
  if (!session) throw new Error("Sign-in was refused.");
  return { ...person, session };
}

const setSession = (fixture: AuthFixture, change: Partial<typeof sessions.$inferInsert>) =>
  withTenant(fixture.db, fixture.tenant, (tx) => tx.update(sessions).set(change));

const ago = (ms: number) => toTimestamp(Date.now() - ms);

describe("a row that is read with the principal", () => {
  it("is read in the scope of the session's tenant, and only where the session lives", async () => {
    await using fixture = await openAuthFixture();
    const { id, session } = await signedIn(fixture);
    const read = (of = session) =>
      readPrincipalAnd(
        fixture.db,
        of,
        testClient,
        (tenant) =>
          sql`select id as "userId", ${tenant} as "tenantId" from users where tenant_id = ${tenant} and id = ${id}`,
      );
    expect(await read()).toMatchObject({
      principal: { userId: id, tenantId: fixture.tenant },
      found: { userId: id, tenantId: fixture.tenant },
    });
    expect((await read())?.principal).toEqual(await readPrincipal(fixture.db, session, testClient));
    const none = await readPrincipalAnd(
      fixture.db,
      session,
      testClient,
      (tenant) => sql`select id as "userId" from users where tenant_id = ${tenant} and id = ${newId()}`,
    );
    expect(none).toMatchObject({ principal: { userId: id }, found: { userId: null } });
    const fails = (of: typeof session) =>
      readPrincipalAnd(
        fixture.db,
        of,
        testClient,
        (tenant) => sql`select 1 / count(*) as divided from users where tenant_id = ${tenant} and id = ${newId()}`,
      );
    await expect(fails(session)).rejects.toThrow();
    expect(await fails({ ...session, token: newToken() })).toBeUndefined();
  });
});

describe("the principal", () => {
  it("has what direct roles and groups grant together", async () => {
    await using fixture = await openAuthFixture();
    const { id, session } = await signedIn(fixture);
    await withTenant(fixture.db, fixture.tenant, async (tx) => {
      const role = async (granted: Permission[]) => {
        const roleId = newId();
        await tx
          .insert(roles)
          .values({ tenantId: fixture.tenant, id: roleId, name: roleId, storedPermissions: granted });
        return roleId;
      };
      const direct = await role(["user:read", "device:read"]);
      const carried = await role(["device:read", "audit:read"]);
      const groupId = newId();
      await tx.insert(groups).values({ tenantId: fixture.tenant, id: groupId, name: "Support" });
      await tx.insert(groupRoles).values({ tenantId: fixture.tenant, groupId, roleId: carried });
      await tx.insert(groupMembers).values({ tenantId: fixture.tenant, groupId, userId: id });
      await tx.insert(userRoles).values({ tenantId: fixture.tenant, userId: id, roleId: direct });
    });
    const principal = await readPrincipal(fixture.db, session, testClient);
    expect(principal).toMatchObject({ kind: "user", tenantId: fixture.tenant, userId: id, isOwner: false });
    expect(principal?.permissions.toSorted()).toEqual(["audit:read", "device:read", "user:read"]);
  });

  it("may do everything as the owner", async () => {
    await using fixture = await openAuthFixture();
    const { session } = await signedIn(fixture);
    await withTenant(fixture.db, fixture.tenant, (tx) => tx.update(users).set({ isOwner: true }));
    expect(await readPrincipal(fixture.db, session, testClient)).toMatchObject({ isOwner: true, permissions });
  });

  it.each([
    ["the session is past its end", { expiresAt: ago(1000) }],
    ["the session was idle for too long", { lastSeenAt: ago(12 * 3_600_000 + 1000) }],
  ])("is nobody when %s", async (_, change) => {
    await using fixture = await openAuthFixture();
    const { session } = await signedIn(fixture);
    await setSession(fixture, change);
    expect(await readPrincipal(fixture.db, session, testClient)).toBeUndefined();
    expect(await readPrincipal(fixture.db, session, testClient)).toBeUndefined();
  });

  it("is nobody at the request after the user is switched off, or the credentials are revoked", async () => {
    await using fixture = await openAuthFixture();
    const { id, session } = await signedIn(fixture);
    await fixture.setStatus(id, "inactive");
    expect(await readPrincipal(fixture.db, session, testClient)).toBeUndefined();
    await fixture.setStatus(id, "active");
    expect(await readPrincipal(fixture.db, session, testClient)).toBeDefined();
    const ended = await withTenant(fixture.db, fixture.tenant, (tx) => revokeCredentials(tx, [id]));
    expect(ended).toEqual(new Map([[id, 1]]));
    expect(await readPrincipal(fixture.db, session, testClient)).toBeUndefined();
  });

  it("is nobody with another token, or with the right one in another tenant", async () => {
    await using fixture = await openAuthFixture();
    const { session } = await signedIn(fixture);
    expect(await readPrincipal(fixture.db, { ...session, token: newToken() }, testClient)).toBeUndefined();
    expect(await readPrincipal(fixture.db, { ...session, tenantId: tenantId(newId()) }, testClient)).toBeUndefined();
  });

  it("notes that it was seen once a minute, and leaves the pool without a tenant", async () => {
    await using fixture = await openAuthFixture();
    const { id, session } = await signedIn(fixture);
    const seen = async () => Date.parse((await fixture.sessionsOf(id))[0]?.lastSeenAt ?? "");
    const before = await seen();
    await readPrincipal(fixture.db, session, testClient);
    expect(await seen()).toBe(before);
    await setSession(fixture, { lastSeenAt: ago(61_000) });
    await readPrincipal(fixture.db, session, testClient);
    expect(await seen()).toBeGreaterThanOrEqual(before);
    const settings = await Promise.all(
      Array.from({ length: 20 }, () =>
        fixture.db.execute<{ tenant: string | null }>(sql`select app_tenant_id() as tenant from pg_sleep(0.01)`),
      ),
    );
    expect(settings.map(([row]) => row?.tenant)).toEqual(Array.from({ length: 20 }, () => null));
  });
});
