import type { Permission } from "./permission.ts";
import { type Timestamp, toTimestamp } from "./timestamp.ts";

/** Who must have a second factor: nobody, or the owner and everybody who may change anything of others. */
export const secondFactorPolicies = ["optional", "administrators"] as const;
export type SecondFactorPolicy = (typeof secondFactorPolicies)[number];

/** The owner, and whoever holds a permission that does more than read. */
export function isAdministrator(person: { readonly isOwner: boolean; readonly permissions: readonly Permission[] }) {
  return person.isOwner || person.permissions.some((permission) => !permission.endsWith(":read"));
}

/** Whether somebody has to set up a second factor before they may do anything else. */
export function mustEnrol(
  policy: SecondFactorPolicy,
  person: { readonly isOwner: boolean; readonly permissions: readonly Permission[]; readonly hasSecondFactor: boolean },
): boolean {
  return policy === "administrators" && !person.hasSecondFactor && isAdministrator(person);
}

/** Minutes for which a proof of who one is lasts, before something delicate asks for it again. */
export const confirmationMinutes = 10;

/** When a proof given then has to be given anew. */
export const confirmedUntil = (confirmedAt: Timestamp): Timestamp =>
  toTimestamp(Date.parse(confirmedAt) + confirmationMinutes * 60_000);
