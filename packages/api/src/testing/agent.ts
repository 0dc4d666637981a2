import { newLinkToken } from "@portcullis/auth/link-token";
import { readDevicePrincipal, readGatewayPrincipal } from "@portcullis/auth/read-token-principal";
import { hashToken } from "@portcullis/auth/session-token";
import { deviceTokens } from "@portcullis/db/schema/devices";
import { withTenant } from "@portcullis/db/tenant";
import type { TenantId } from "@portcullis/domain/ids";
import type { TenantFixture } from "@portcullis/testing/tenant";
import type { FixtureBase } from "./fixture.ts";
import { callersOf, type TestPerson } from "./person.ts";

/** What comes in with a gateway's or a device's token, and as nobody else. */
export interface TokenHolder extends Pick<TestPerson, "call" | "callWith"> {
  readonly token: string;
}

export interface TestAgent extends TokenHolder {
  readonly id: string;
  readonly name: string;
}

/**
 * A gateway's row, and its agent, who comes in through the mount that this person's requests take.
 * @param traits `isNew` where no agent ever came for its peers
 */
export async function enterAsGateway(
  testBed: FixtureBase,
  tenant: TenantFixture,
  beside: Pick<TestPerson, "parts">,
  traits?: { readonly isNew: boolean },
): Promise<TestAgent> {
  const held = newLinkToken(tenant.tenantId);
  const gateway = await tenant.aGatewayWith(hashToken(held.token), traits);
  return { ...gateway, ...agentOf(testBed, beside, held.text) };
}

/** What reports a device's posture, with a token that takes the place of a former one. */
export async function enterAsDevice(
  testBed: FixtureBase,
  tenantId: TenantId,
  who: { readonly deviceId: string; readonly beside: Pick<TestPerson, "parts"> },
): Promise<TokenHolder> {
  const held = newLinkToken(tenantId);
  const tokenHash = hashToken(held.token);
  await withTenant(testBed.db, tenantId, (tx) =>
    tx
      .insert(deviceTokens)
      .values({ tenantId, deviceId: who.deviceId, tokenHash })
      .onConflictDoUpdate({ target: [deviceTokens.tenantId, deviceTokens.deviceId], set: { tokenHash } }),
  );
  return agentOf(testBed, who.beside, held.text);
}

/** Whoever holds a token, whether it opens anything or not. */
export function agentOf(
  testBed: Pick<FixtureBase, "db">,
  beside: Pick<TestPerson, "parts">,
  token: string,
): TokenHolder {
  const authenticate = () => Promise.resolve(undefined);
  const authenticateGateway = () => readGatewayPrincipal(testBed.db, `Bearer ${token}`);
  const callers = callersOf(() => ({
    ...beside.parts(),
    authenticate,
    authenticateGateway,
    again: { authenticate, authenticateGateway },
    authenticateDevice: () => readDevicePrincipal(testBed.db, `Bearer ${token}`),
  }));
  return { token, ...callers };
}
