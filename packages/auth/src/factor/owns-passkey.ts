import { passkeys } from "@portcullis/db/schema/second-factors";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq } from "drizzle-orm";

/** Whether a user has the passkey that an authenticator calls this. */
export async function ownsPasskey(tx: TenantTx, userId: string, credentialId: string): Promise<boolean> {
  const count = await tx.$count(
    passkeys,
    and(
      eq(passkeys.tenantId, tx.tenantId),
      eq(passkeys.userId, userId),
      eq(passkeys.credentialId, Buffer.from(credentialId, "base64url")),
    ),
  );
  return count > 0;
}
