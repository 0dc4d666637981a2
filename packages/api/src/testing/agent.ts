import { newLinkToken } from "@portcullis/auth/link-token";
import { readGatewayPrincipal } from "@portcullis/auth/read-gateway-principal";
import { hashToken } from "@portcullis/auth/session-token";
import { newId } from "@portcullis/db/ids";
import { gateways } from "@portcullis/db/schema/gateways";
import { withTenant } from "@portcullis/db/tenant";
import type { TenantId } from "@portcullis/domain/ids";
import { callersOf, type TestPerson } from "./person.ts";
import type { WorldGround } from "./world.ts";

/** What comes in with a gateway's token, and as nobody else. */
export interface TestAgent extends Pick<TestPerson, "call" | "callWith"> {
  readonly id: string;
  readonly name: string;
  readonly token: string;
}

/** A gateway's row, and its agent, who comes in through the mount that this person's requests take. */
export async function enterAsGateway(
  ground: WorldGround,
  tenantId: TenantId,
  beside: Pick<TestPerson, "parts">,
): Promise<TestAgent> {
  const id = newId();
  const name = `Gateway ${id}`;
  const held = newLinkToken(tenantId);
  await withTenant(ground.db, tenantId, (tx) =>
    tx
      .insert(gateways)
      .values({ tenantId, id, name, endpoint: "vpn.example.com:51820", tokenHash: hashToken(held.token) }),
  );
  return { id, name, token: held.text, ...agentOf(ground, beside, held.text) };
}

/** Whoever holds a token, whether it opens anything or not. */
export function agentOf(
  ground: Pick<WorldGround, "db">,
  beside: Pick<TestPerson, "parts">,
  token: string,
): Pick<TestPerson, "call" | "callWith"> {
  return callersOf(() => ({
    ...beside.parts(),
    authenticate: () => Promise.resolve(undefined),
    authenticateGateway: () => readGatewayPrincipal(ground.db, `Bearer ${token}`),
  }));
}
