import { recoveryCodes } from "@portcullis/db/schema/second-factors";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq } from "drizzle-orm";
import { Secret } from "otpauth";
import { hashToken } from "../session-token.ts";

const howMany = 10;
/** 80 bits are sixteen letters and digits in base32; nobody guesses them, so a fast hash is enough. */
const codeBytes = 10;

const ofUser = (tx: TenantTx, userId: string) =>
  and(eq(recoveryCodes.tenantId, tx.tenantId), eq(recoveryCodes.userId, userId));

/** Makes ten new codes, `ABCD-EFGH-IJKL-MNOP`, in place of those there were. They can be shown now and never again. */
export async function replaceRecoveryCodes(tx: TenantTx, userId: string): Promise<string[]> {
  const codes = Array.from({ length: howMany }, () => new Secret({ size: codeBytes }).base32);
  await removeRecoveryCodes(tx, userId);
  await tx
    .insert(recoveryCodes)
    .values(codes.map((code) => ({ tenantId: tx.tenantId, userId, codeHash: hashToken(code) })));
  return codes.map((code) => code.match(/.{4}/g)?.join("-") ?? code);
}

export async function removeRecoveryCodes(tx: TenantTx, userId: string): Promise<void> {
  await tx.delete(recoveryCodes).where(ofUser(tx, userId));
}

export function countRecoveryCodes(tx: TenantTx, userId: string): Promise<number> {
  return tx.$count(recoveryCodes, ofUser(tx, userId));
}

/** Takes a recovery code, however it was grouped and cased; false for a wrong or used one. Each is good once. */
export async function consumeRecoveryCode(tx: TenantTx, userId: string, code: string): Promise<boolean> {
  const codeHash = hashToken(asMade(code));
  const consumed = await tx
    .delete(recoveryCodes)
    .where(and(ofUser(tx, userId), eq(recoveryCodes.codeHash, codeHash)))
    .returning({ userId: recoveryCodes.userId });
  return consumed.length === 1;
}

/** Base32 (RFC 4648 §6) has no 0, 1 and 8: who reads them means the letters. */
function asMade(code: string): string {
  return code
    .replaceAll(/[\s-]+/g, "")
    .toUpperCase()
    .replaceAll("0", "O")
    .replaceAll("1", "I")
    .replaceAll("8", "B");
}
