import { createHash } from "node:crypto";
import { forbidden } from "@portcullis/domain/errors";
import { isSimulatedVersion } from "@portcullis/domain/gateway";
import { type TenantId, tenantId } from "@portcullis/domain/ids";

export const demoSlugs = ["acme", "globex"] as const;
export type DemoSlug = (typeof demoSlugs)[number];

/** Of the six demo sign-ins, and of nobody else. It is printed in the README, so whoever can reach the console knows it. */
export const publishedPassword = "portcullis-demo";

/** Before any clock that runs this, so that whatever is made later sorts behind the demo's rows. */
const epoch = Date.UTC(2020, 0, 1);
/** Many more than the demo has. */
const ordinalEnd = 10_000_000;

/** Shaped like a UUIDv7, derived from tenant and ordinal alone, and rising with the ordinal. */
export function demoId(slug: string, ordinal: number): string {
  const hash = createHash("sha256").update(`${slug}/${ordinal}`).digest();
  hash.writeUIntBE(epoch + ordinal, 0, 6);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x70, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString("hex", 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** A demo tenant is known by its id: a tenant of somebody's own may be called `acme` too. */
export const demoTenantId = (slug: DemoSlug): TenantId => tenantId(demoId(slug, 0));
export const demoGatewayId = (slug: DemoSlug): string => demoId(slug, 1);

/**
 * A simulated interface may speak for the demo's gateway alone: of a real one it would confirm what nobody did.
 * @throws {DomainError} FORBIDDEN `gateway_simulated`
 */
export function assertNotSimulated(gatewayId: string, version: string): void {
  if (!isSimulatedVersion(version) || demoSlugs.some((slug) => demoGatewayId(slug) === gatewayId)) return;
  throw forbidden("gateway_simulated", "A simulated interface reports for the demo's own gateway alone.");
}

/** Rows of a demo tenant whose id is at or above this were made by somebody later. */
export const firstLaterId: string = (() => {
  const time = (epoch + ordinalEnd).toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
})();
