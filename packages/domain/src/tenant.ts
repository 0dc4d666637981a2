import { z } from "zod";
import { gatewayGraceMax, gatewayGraceMin, unreachablePolicies } from "./gateway.ts";
import { id } from "./ids.ts";
import { secondFactorPolicies } from "./second-factor.ts";
import { text } from "./text.ts";
import { timestamp, timestampInput } from "./timestamp.ts";
import { brakeLimit } from "./user/brake.ts";
import { maxDevices } from "./user/device-limit.ts";

export const tenantName = text(100);
export const secondFactorPolicy = z.enum(secondFactorPolicies);

/** What a gateway does that cannot reach the console for `gatewayGrace` seconds. */
export const gatewayUnreachable = z.enum(unreachablePolicies);
export const gatewayGrace = z.int().min(gatewayGraceMin).max(gatewayGraceMax);

/** Days for which an offer of ownership stands. */
export const ownershipOfferDays = 7;

/** Somebody, in short. */
export const shortPerson = z.strictObject({
  id,
  email: z.string(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
});

/** A tenant whole: what `tenant.get` answers. */
export const tenantDetail = z.strictObject({
  id,
  /** What people type at sign-in; it never changes. */
  slug: z.string(),
  name: z.string(),
  /** Devices per person where neither the person nor a group says otherwise. */
  maxDevices: z.int(),
  secondFactorPolicy,
  gatewayUnreachable,
  gatewayGrace,
  /** Whether a device waits for an administrator, who is whoever holds `device:write`, unless one registers it. */
  approveDevices: z.boolean(),
  /** Whether people may switch a device on again that they reported lost, by their second factor. */
  restoreLostDevices: z.boolean(),
  /** People whom one person may deactivate or delete within an hour without more ado. */
  brakeLimit,
  /** Active people whom the policy `administrators` concerns and who have no second factor: they would have to set one up. */
  administratorsWithoutFactor: z.int(),
  owner: shortPerson,
  /** The open offer of ownership, if there is one. */
  ownershipOffer: z.strictObject({ to: shortPerson, createdAt: timestamp, expiresAt: timestamp }).nullable(),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type TenantDetail = z.infer<typeof tenantDetail>;

export const updateTenant = z.strictObject({
  name: tenantName.optional(),
  maxDevices: maxDevices.optional(),
  secondFactorPolicy: secondFactorPolicy.optional(),
  gatewayUnreachable: gatewayUnreachable.optional(),
  gatewayGrace: gatewayGrace.optional(),
  /** Turned off, it lets nobody in who waits already. */
  approveDevices: z.boolean().optional(),
  restoreLostDevices: z.boolean().optional(),
  brakeLimit: brakeLimit.optional(),
  /** The `updatedAt` that the editor saw; another one means CONFLICT `stale_write`. */
  ifUpdatedAt: timestampInput.optional(),
});
export type UpdateTenant = z.infer<typeof updateTenant>;

export const offerOwnership = z.strictObject({ userId: id });
export type OfferOwnership = z.infer<typeof offerOwnership>;

/** A tenant that is not held is left as it is. */
export const releaseTenant = z.strictObject({});

/** Whether this call ended the hold; false where there was none any more. */
export const tenantReleased = z.strictObject({ released: z.boolean() });
export type TenantReleased = z.infer<typeof tenantReleased>;

/** The tenant has one offer at most, so neither ending nor accepting it names one. */
export const ownOffer = z.strictObject({});

/** Who owns the tenant now, and who did before. */
export const ownershipTransfer = z.strictObject({ ownerId: id, formerOwnerId: id });
export type OwnershipTransfer = z.infer<typeof ownershipTransfer>;

/** What was cancelled or declined; false where there was no open offer any more. */
export const offerEnded = z.strictObject({ ended: z.boolean() });
export type OfferEnded = z.infer<typeof offerEnded>;
