import { createTenantFixture, type TenantFixture, type UserTraits } from "@portcullis/testing/tenant";
import { enterAsDevice, enterAsGateway, type TestAgent, type TokenHolder } from "./agent.ts";
import type { FixtureBase } from "./fixture.ts";
import { signIn, type TestPerson } from "./person.ts";

/** A tenant, and whoever calls the API in it. */
export interface TestTenant extends TenantFixture {
  readonly owner: TestPerson;
  readonly admin: TestPerson;
  /** A user who has signed in. */
  aPerson(traits?: UserTraits): Promise<TestPerson>;
  /** A gateway whose agent is about to come again. @param traits `isNew` where no agent ever came for its peers */
  aGateway(traits?: { readonly isNew: boolean }): Promise<TestAgent>;
  /** What reports a device's posture, with a new token. */
  aReporter(deviceId: string): Promise<TokenHolder>;
  /** One more session of a user. */
  signIn(userId: string): Promise<TestPerson>;
  /** An administrator's caller, and a user with two devices that are on. */
  aUserWithDevices(): Promise<{
    admin: TestPerson["call"];
    user: { id: string; email: string };
    laptop: { id: string };
    phone: { id: string };
  }>;
}

/** A new tenant with system roles, an owner and an administrator, both signed in. */
export async function createTestTenant(testBed: FixtureBase, ownerUrl: string): Promise<TestTenant> {
  const tenant = await createTenantFixture(testBed.db, ownerUrl);
  const { tenantId, aUser, aDevice } = tenant;
  const enter = (userId: string) => signIn(testBed, tenantId, userId);
  const aPerson = async (traits: UserTraits = {}) => enter((await aUser(traits)).id);
  const owner = await aPerson({ isOwner: true });
  const admin = await aPerson({ role: "ADMIN" });
  return {
    ...tenant,
    owner,
    admin,
    aPerson,
    aGateway: (traits) => enterAsGateway(testBed, tenant, owner, traits),
    aReporter: (deviceId) => enterAsDevice(testBed, tenantId, { deviceId, beside: owner }),
    signIn: enter,
    async aUserWithDevices() {
      const user = await aUser({ role: "BASIC" });
      const laptop = await aDevice(user.id, { name: "laptop" });
      const phone = await aDevice(user.id, { name: "phone" });
      return { admin: admin.call, user, laptop, phone };
    },
  };
}
