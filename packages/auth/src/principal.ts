import type { ClientInfo } from "@portcullis/domain/audit";
import type { TenantId } from "@portcullis/domain/ids";
import type { Permission } from "@portcullis/domain/permission";

/** A signed-in person, as the database had it when the request came in. */
export interface UserPrincipal {
  readonly kind: "user";
  readonly tenantId: TenantId;
  readonly userId: string;
  readonly sessionId: string;
  /** Where this request came from: the audit log keeps it beside what it did. */
  readonly from: ClientInfo;
  readonly isOwner: boolean;
  /** Everything that roles and groups grant together; all of them for the owner. */
  readonly permissions: readonly Permission[];
  /** Whether they have proved who they are lately enough for what is delicate. */
  readonly isConfirmed: boolean;
  /** The tenant asks for a second factor that they do not have yet: nothing but setting it up is open to them. */
  readonly mustEnrol: boolean;
}

/** The agent of a gateway, by the token it holds. */
export interface GatewayPrincipal {
  readonly kind: "gateway";
  readonly tenantId: TenantId;
  readonly gatewayId: string;
}

/** A device that reports its posture, by the token it holds. */
export interface DevicePrincipal {
  readonly kind: "device";
  readonly tenantId: TenantId;
  readonly deviceId: string;
}

/** The process that carries cascades through: in process only, never over HTTP. */
export interface WorkerPrincipal {
  readonly kind: "worker";
}

/** Whoever holds the machine and runs its commands, for one tenant. */
export interface OperatorPrincipal {
  readonly kind: "operator";
  readonly tenantId: TenantId;
}

export type Principal = UserPrincipal | GatewayPrincipal | DevicePrincipal | WorkerPrincipal | OperatorPrincipal;
