import { type AuditSealRow, hashSeal, nothingBefore, sealFormat } from "@portcullis/db/audit-chain";
import { auditHeads, auditSeals } from "@portcullis/db/schema/audit-chain";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq, max } from "drizzle-orm";
import type { Breach } from "./breach.ts";

/** A place in the chain: what the next seal must follow. */
export interface Link {
  readonly number: number;
  readonly hash: Buffer;
}

/**
 * Whether a seal is whole and follows the one before it.
 * @throws {Error} where a newer version has made the seal
 */
export async function checkSeal(tx: TenantTx, before: Link, seal: AuditSealRow): Promise<Breach | undefined> {
  if (seal.number !== before.number + 1) return { kind: "seal_missing", seal: before.number + 1 };
  if (seal.format > sealFormat) {
    throw new Error(`Seal ${seal.number} was made by a newer version of Portcullis. Verify with that version.`);
  }
  if (!hashSeal(seal).equals(seal.hash)) return (await isOfAnotherPlace(tx, seal)) ?? altered(seal.number);
  if (seal.previous.equals(before.hash)) return undefined;
  // Both are whole and one was rewritten: this one is as it was where the next follows on it.
  const isAsItWas = before.number > 0 && seal.hash.equals(await whatFollows(tx, seal.number));
  return altered(isAsItWas ? before.number : seal.number);
}

const altered = (seal: number): Breach => ({ kind: "seal_altered", seal });

/** The hash that the next seal, or the head after the last one, has of a seal. */
async function whatFollows(tx: TenantTx, number: number): Promise<Buffer> {
  const [next] = await tx
    .select({ previous: auditSeals.previous })
    .from(auditSeals)
    .where(and(eq(auditSeals.tenantId, tx.tenantId), eq(auditSeals.number, number + 1)));
  if (next) return next.previous;
  const [head] = await tx
    .select({ hash: auditHeads.hash })
    .from(auditHeads)
    .where(eq(auditHeads.tenantId, tx.tenantId));
  return head?.hash ?? nothingBefore;
}

/** A seal that is whole under another number was put where it does not belong. */
async function isOfAnotherPlace(tx: TenantTx, seal: AuditSealRow): Promise<Breach | undefined> {
  const [last] = await tx
    .select({ number: max(auditSeals.number) })
    .from(auditSeals)
    .where(eq(auditSeals.tenantId, tx.tenantId));
  for (let number = 1; number <= (last?.number ?? 0) + 1; number++) {
    if (hashSeal({ ...seal, number }).equals(seal.hash)) {
      return { kind: "seals_swapped", seal: seal.number, other: { seal: number } };
    }
  }
  return undefined;
}
