import { DomainError } from "@portcullis/domain/errors";
import { type AuthorizationSubject, ceilingRefusal } from "@portcullis/domain/user/governance";
import type { Actor } from "./lock-actor-and-target.ts";

/**
 * All of many people, or none: the first who is not there, or above the actor, is named by the place in the input.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `privilege_ceiling`, each with the field `userIds.N`
 */
export function assertGovernsEach(actor: Actor, targets: readonly (AuthorizationSubject | undefined)[]): void {
  for (const [n, target] of targets.entries()) {
    const field = `userIds.${n}`;
    if (!target) throw new DomainError("NOT_FOUND", "not_found", "No such user.", { field });
    const refusal = ceilingRefusal(actor, target);
    if (refusal) throw new DomainError("FORBIDDEN", refusal.reason, refusal.message, { field });
  }
}
