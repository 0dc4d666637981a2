import { withTenantReadOnly } from "@portcullis/db/tenant";
import type { AccessExplanation, ExplainAccess } from "@portcullis/domain/access-explanation";
import { notFound } from "@portcullis/domain/errors";
import type { ServiceContext } from "../context.ts";
import { listCauses } from "./list-causes.ts";
import { readAccessFacts } from "./read-access-facts.ts";

/**
 * Whether somebody may connect and why not, all causes with who, when and the reason that was typed. About oneself and one's own
 * devices it needs no permission; about others `user:read`, and `device:read` about a device of theirs.
 * @throws {DomainError} NOT_FOUND
 */
export async function explainAccess(ctx: ServiceContext, input: ExplainAccess): Promise<AccessExplanation> {
  const { tenantId, userId: me, permissions } = ctx.principal;
  const { deviceId } = input;
  const isAboutDevice = deviceId !== undefined;
  const what = isAboutDevice ? "device" : "user";
  const userId = input.userId ?? (isAboutDevice ? undefined : me);
  const facts = await withTenantReadOnly(ctx.db, tenantId, (tx) => readAccessFacts(tx, { userId, deviceId }));
  if (!facts || (isAboutDevice && facts.devices.total === 0)) throw notFound(what);
  if (facts.userId !== me && !permissions.includes(isAboutDevice ? "device:read" : "user:read")) throw notFound(what);
  const causes = listCauses(facts);
  return {
    userId: facts.userId,
    deviceId: deviceId ?? null,
    verdict: verdictOf(causes),
    first: causes[0] ?? null,
    causes,
    devices: facts.devices,
  };
}

function verdictOf(causes: AccessExplanation["causes"]): AccessExplanation["verdict"] {
  if (causes.length === 0) return "yes";
  return causes.every(({ cause }) => cause === "gateways_silent") ? "unknown" : "no";
}
