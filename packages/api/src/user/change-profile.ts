import { recordAudit } from "@portcullis/db/audit";
import { builtOnce } from "@portcullis/db/built-once";
import { users } from "@portcullis/db/schema/users";
import { sequence } from "@portcullis/db/sequence";
import type { TenantTx } from "@portcullis/db/tenant";
import { conflict, notFound } from "@portcullis/domain/errors";
import type { Timestamp } from "@portcullis/domain/timestamp";
import { and, eq, sql } from "drizzle-orm";
import { type Actor, byUser } from "../kernel/locks.ts";

const fields = ["firstName", "lastName", "image"] as const;
type Profile = Record<(typeof fields)[number], string | null>;

export type ProfileChange = { readonly [Field in keyof Profile]?: string | null | undefined } & {
  readonly ifUpdatedAt?: Timestamp | undefined;
};

const selectProfile = builtOnce((tx, userId: string) =>
  tx
    .select({
      firstName: users.firstName,
      lastName: users.lastName,
      image: users.image,
      updatedAt: users.updatedAt,
    })
    .from(users)
    .where(and(eq(users.tenantId, tx.tenantId), eq(users.id, userId))),
);

/**
 * Writes what differs of a profile, with its event; what is left out stays, and a call that changes nothing leaves no trace.
 * @param lock answers who acts, with the user's lock held and the rules asked; the profile is read by a later statement
 * @throws {DomainError} CONFLICT `stale_write` where `ifUpdatedAt` is not the stored one
 */
export async function changeProfile(
  tx: TenantTx,
  lock: (tx: TenantTx) => Promise<Actor>,
  userId: string,
  change: ProfileChange,
): Promise<void> {
  const [actor, [before]] = await sequence(tx, lock, () => selectProfile(tx, userId));
  if (!before) throw notFound("user");
  if (change.ifUpdatedAt && change.ifUpdatedAt !== before.updatedAt) {
    throw conflict(
      "stale_write",
      "Somebody else has changed this profile in the meantime. Reload it, then try again.",
      "ifUpdatedAt",
    );
  }
  const changed = fields.filter((field) => change[field] !== undefined && change[field] !== before[field]);
  if (changed.length === 0) return;
  const pick = (from: ProfileChange) => Object.fromEntries(changed.map((field) => [field, from[field] ?? null]));
  const written = tx
    .update(users)
    // Two saves in one millisecond still differ, or the second would pass as not stale.
    .set({ ...pick(change), updatedAt: sql`greatest(now(), ${users.updatedAt} + interval '1 millisecond')` })
    .where(and(eq(users.tenantId, tx.tenantId), eq(users.id, userId)));
  const audited = recordAudit(tx, {
    action: "user.updated",
    actor: byUser(actor),
    target: { kind: "user", id: userId },
    subjectId: userId,
    changed,
    details: { before: pick(before), after: pick(change) },
  });
  await Promise.all([written, audited]);
}
