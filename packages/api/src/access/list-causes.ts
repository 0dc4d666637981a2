import { type AccessCause, accessRemedies, type ExplainedCause } from "@portcullis/domain/access-explanation";
import type { AccessInputs, StoredAct } from "./read-access-inputs.ts";

type More = Partial<Pick<ExplainedCause, "device" | "failing" | "gateways" | "at">>;

/** Every cause that speaks against access, in the order in which they are told. */
export function listCauses(inputs: AccessInputs): ExplainedCause[] {
  return [...ofTenant(inputs), ...ofUser(inputs), ...ofDevices(inputs), ...ofGateways(inputs)];
}

function* ofTenant({ isSuspended, suspension, isHeld, hold }: AccessInputs) {
  if (isSuspended) yield cause("tenant_suspended", suspension);
  if (isHeld) yield cause("tenant_held", hold);
}

function* ofUser({ status, deactivation, creation, invitation }: AccessInputs) {
  // Who was never deactivated came in so.
  if (status === "inactive") {
    yield deactivation ? cause("user_deactivated", deactivation) : cause("user_imported_inactive", creation);
  }
  if (status !== "pending") return;
  if (!invitation) yield cause("not_invited", creation);
  else yield cause(invitation.isExpired ? "invitation_expired" : "invitation_open", invitation);
}

/** Of a user only where every device is hindered: one that may connect is enough. */
function* ofDevices(inputs: AccessInputs) {
  const { devices, hindered, deviceLimit } = inputs;
  if (devices.total === 0) {
    yield cause("no_device", null);
    if (deviceLimit === 0) yield cause("device_limit", null);
  }
  if (devices.unhindered > 0) return;
  for (const each of hindered) {
    const device = { id: each.id, name: each.name };
    if (each.cause === "admin" || each.cause === "reported_lost") {
      const name = each.cause === "admin" ? "device_deactivated" : "device_reported_lost";
      yield cause(name, each.switchedOff, { device, at: each.deactivatedAt });
    } else if (each.cause !== null && inputs.status !== "inactive") {
      // Of a user who is inactive, the user's own cause says it.
      yield cause("device_deactivated_with_user", inputs.deactivation, { device, at: each.deactivatedAt });
    }
    if (each.denials.includes("not_approved")) yield cause("device_not_approved", each.waiting, { device });
    if (each.denials.includes("not_compliant")) {
      const isUnknown = each.compliance === "unknown";
      const failing = isUnknown ? [] : [...each.failing];
      const at = each.lastCheck;
      yield cause(isUnknown ? "posture_unknown" : "posture_failing", null, { device, failing, at });
    }
    if (each.keyOf) yield cause("key_of_gateway", null, { device, gateways: [toGateway(each.keyOf)] });
  }
}

function* ofGateways({ gateways, gatewaysReporting, gatewayRemoval, gatewayClosing }: AccessInputs) {
  if (gatewaysReporting > 0) return;
  if (gateways.length === 0) {
    yield cause("no_gateway", gatewayRemoval);
    return;
  }
  const open = gateways.filter(({ closedAt }) => closedAt === null);
  const [closed] = gateways;
  if (open.length === 0) {
    yield cause("gateways_closed", gatewayClosing, {
      gateways: gateways.map(toGateway),
      at: gatewayClosing ? null : (closed?.closedAt ?? null),
    });
    return;
  }
  const shown = open.map(toGateway);
  const [latest] = shown
    .flatMap(({ lastReport }) => lastReport ?? [])
    .toSorted()
    .toReversed();
  yield cause(latest ? "gateways_silent" : "gateways_never_reported", null, { gateways: shown, at: latest ?? null });
}

function cause(name: AccessCause, act: StoredAct | null, more: More = {}): ExplainedCause {
  return {
    cause: name,
    by: act?.by ?? null,
    reason: act?.reason ?? null,
    device: null,
    failing: [],
    gateways: [],
    remedy: accessRemedies[name],
    ...more,
    at: more.at ?? act?.at ?? null,
  };
}

function toGateway({ id, name, lastReport }: Pick<AccessInputs["gateways"][number], "id" | "name" | "lastReport">) {
  return { id, name, lastReport: lastReport };
}
