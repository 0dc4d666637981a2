import { withTenantReadOnly } from "@portcullis/db/tenant";
import {
  type AccessExplanation,
  accessExplanation,
  explainAccess as explainAccessInput,
} from "@portcullis/domain/access-explanation";
import { notFound } from "@portcullis/domain/errors";
import { useCase } from "../kernel/use-case.ts";
import { listCauses } from "./list-causes.ts";
import { readAccessInputs } from "./read-access-inputs.ts";

/**
 * Whether somebody may connect and why not, all causes with who, when and the reason that was typed. About oneself and one's own
 * devices it needs no permission; about others `user:read`, and `device:read` about a device of theirs.
 * @throws {DomainError} NOT_FOUND
 */
export const explainAccess = useCase(
  { access: { own: true, others: ["user:read", "device:read"] } },
  explainAccessInput,
  accessExplanation,
  async (ctx, input) => {
    const { tenantId, userId: me, permissions } = ctx.principal;
    const { deviceId } = input;
    const isAboutDevice = deviceId !== undefined;
    const what = isAboutDevice ? "device" : "user";
    const userId = input.userId ?? (isAboutDevice ? undefined : me);
    const inputs = await withTenantReadOnly(ctx.db, tenantId, (tx) => readAccessInputs(tx, { userId, deviceId }));
    if (!inputs || (isAboutDevice && inputs.devices.total === 0)) throw notFound(what);
    if (inputs.userId !== me && !permissions.includes(isAboutDevice ? "device:read" : "user:read"))
      throw notFound(what);
    const causes = listCauses(inputs);
    return {
      userId: inputs.userId,
      deviceId: deviceId ?? null,
      verdict: verdictOf(causes),
      first: causes[0] ?? null,
      causes,
      devices: inputs.devices,
    };
  },
);

function verdictOf(causes: AccessExplanation["causes"]): AccessExplanation["verdict"] {
  if (causes.length === 0) return "yes";
  return causes.every(({ cause }) => cause === "gateways_silent") ? "unknown" : "no";
}
