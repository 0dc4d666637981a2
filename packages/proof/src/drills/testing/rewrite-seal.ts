import { type AuditSealRow, hashEvent, hashSeal, nothingBefore } from "@portcullis/db/audit-chain";
import { auditEvents } from "@portcullis/db/schema/audit";
import { auditSeals } from "@portcullis/db/schema/audit-chain";
import { withTenant } from "@portcullis/db/tenant";
import { and, eq, inArray } from "drizzle-orm";
import type { SealedAuditLog } from "./sealed-audit-log.ts";

/** What somebody does who knows how seals are made: seals anew what stands there, after the seal before. */
export async function rewriteSeal({ fixture, sql }: SealedAuditLog, number: number): Promise<void> {
  const anew = await withTenant(fixture.db, fixture.tenantId, async (tx) => {
    const read = async (n: number): Promise<AuditSealRow | undefined> => {
      const [row] = await tx
        .select()
        .from(auditSeals)
        .where(and(eq(auditSeals.tenantId, tx.tenantId), eq(auditSeals.number, n)));
      return row;
    };
    const [seal, before] = [await read(number), await read(number - 1)];
    if (!seal) throw new Error(`There is no seal ${number}.`);
    const events = await tx.select().from(auditEvents).where(inArray(auditEvents.id, seal.eventIds));
    const hashes = new Map(events.map((event) => [event.id, hashEvent(event)]));
    const eventHashes = Buffer.concat(seal.eventIds.map((id) => hashes.get(id) ?? nothingBefore));
    const unhashed = { ...seal, previous: before?.hash ?? nothingBefore, eventHashes };
    return { ...unhashed, hash: hashSeal(unhashed) };
  });
  await sql`
    update audit_seals set previous = ${anew.previous}, event_hashes = ${anew.eventHashes}, hash = ${anew.hash}
    where tenant_id = ${anew.tenantId} and number = ${number}`;
}
