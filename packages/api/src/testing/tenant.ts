import { newId } from "@portcullis/db/ids";
import { userRoles } from "@portcullis/db/schema/roles";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { type TenantId, tenantId } from "@portcullis/domain/ids";
import { and, eq } from "drizzle-orm";
import postgres from "postgres";
import { enterAsDevice, enterAsGateway, type TestAgent, type TokenHolder } from "./agent.ts";
import type { FixtureBase } from "./fixture.ts";
import { signIn, type TestPerson } from "./person.ts";
import { insertDevice, insertGroup, insertPasskey, insertSystemRoles, insertUser, type UserTraits } from "./rows.ts";

/** One tenant, and the hand that fills it. */
export interface TestTenant {
  readonly tenantId: TenantId;
  readonly owner: TestPerson;
  readonly admin: TestPerson;
  /** A user without a session. */
  aUser(traits?: UserTraits): Promise<{ id: string; email: string }>;
  /** A user who has signed in. */
  aPerson(traits?: UserTraits): Promise<TestPerson>;
  aDevice(
    userId: string,
    more?: Omit<Parameters<typeof insertDevice>[1], "userId">,
  ): Promise<{ id: string; name: string }>;
  /** A passkey row of a user, that no authenticator holds; its id. */
  aPasskey(userId: string): Promise<string>;
  aGroup(traits: Parameters<typeof insertGroup>[1]): Promise<{ id: string; name: string }>;
  /** A gateway whose agent is about to come again. @param traits `isNew` where no agent ever came for its peers */
  aGateway(traits?: { readonly isNew: boolean }): Promise<TestAgent>;
  /** What reports a device's posture, with a new token. */
  aReporter(deviceId: string): Promise<TokenHolder>;
  /** Takes every role of a user away, telling nobody. */
  dropRoles(userId: string): Promise<void>;
  /** One more session of a user. */
  signIn(userId: string): Promise<TestPerson>;
  /** An administrator's caller, and a user with two devices that are on. */
  aUserWithDevices(): Promise<{
    admin: TestPerson["call"];
    user: { id: string; email: string };
    laptop: { id: string };
    phone: { id: string };
  }>;
  /** Reads or changes rows as the application may. */
  inScope<T>(work: (tx: TenantTx) => Promise<T>): Promise<T>;
}

/** A new tenant with system roles, an owner and an administrator, both signed in. */
export async function createTestTenant(testBed: FixtureBase, ownerUrl: string): Promise<TestTenant> {
  const id = tenantId(newId());
  await insertTenant(ownerUrl, id);
  const inScope: TestTenant["inScope"] = (work) => withTenant(testBed.db, id, work);
  const roleIds = await inScope(insertSystemRoles);
  const aUser = (traits: UserTraits = {}) => inScope((tx) => insertUser(tx, roleIds, traits));
  const enter = (userId: string) => signIn(testBed, id, userId);
  const aPerson = async (traits: UserTraits = {}) => enter((await aUser(traits)).id);
  const aDevice: TestTenant["aDevice"] = (userId, more) => inScope((tx) => insertDevice(tx, { ...more, userId }));
  const owner = await aPerson({ isOwner: true });
  const admin = await aPerson({ role: "ADMIN" });
  return {
    tenantId: id,
    owner,
    admin,
    aUser,
    aPerson,
    aDevice,
    aPasskey: (userId) => inScope((tx) => insertPasskey(tx, userId)),
    aGroup: (traits) => inScope((tx) => insertGroup(tx, traits)),
    aGateway: (traits) => enterAsGateway(testBed, id, owner, traits?.isNew),
    aReporter: (deviceId) => enterAsDevice(testBed, id, { deviceId, beside: owner }),
    async dropRoles(userId) {
      await inScope((tx) => tx.delete(userRoles).where(and(eq(userRoles.tenantId, id), eq(userRoles.userId, userId))));
    },
    signIn: enter,
    async aUserWithDevices() {
      const user = await aUser({ role: "BASIC" });
      const laptop = await aDevice(user.id, { name: "laptop" });
      const phone = await aDevice(user.id, { name: "phone" });
      return { admin: admin.call, user, laptop, phone };
    },
    inScope,
  };
}

/** Tenants are made by the owner of the schema; the application may not. */
async function insertTenant(ownerUrl: string, id: TenantId): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await sql`insert into tenants (id, slug, name) values (${id}, ${`t-${id}`}, ${"Test tenant"})`;
  } finally {
    await sql.end();
  }
}
