import { newId } from "@portcullis/db/ids";
import { passkeys } from "@portcullis/db/schema/second-factors";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq } from "drizzle-orm";
import type { NewPasskey } from "./verify-registration.ts";

const ofUser = (tx: TenantTx, userId: string) => and(eq(passkeys.tenantId, tx.tenantId), eq(passkeys.userId, userId));

/** Stores a passkey and answers its id; undefined where the authenticator's name for it is taken. */
export async function insertPasskey(
  tx: TenantTx,
  userId: string,
  passkey: Omit<NewPasskey, "challenge"> & { readonly name: string },
): Promise<string | undefined> {
  const stored = await tx
    .insert(passkeys)
    .values({
      tenantId: tx.tenantId,
      id: newId(),
      userId,
      name: passkey.name,
      credentialId: passkey.credentialId,
      publicKey: passkey.publicKey,
      counter: passkey.counter,
      transports: passkey.transports,
    })
    .onConflictDoNothing()
    .returning({ id: passkeys.id });
  return stored[0]?.id;
}

/** What authenticators call a user's passkeys, so that none makes a second one. */
export function credentialsOf(tx: TenantTx, userId: string) {
  return tx
    .select({ credentialId: passkeys.credentialId, transports: passkeys.transports })
    .from(passkeys)
    .where(ofUser(tx, userId));
}

/** False where the user has no such passkey. */
export async function renamePasskey(tx: TenantTx, userId: string, to: { id: string; name: string }): Promise<boolean> {
  const renamed = await tx
    .update(passkeys)
    .set({ name: to.name })
    .where(and(ofUser(tx, userId), eq(passkeys.id, to.id)))
    .returning({ id: passkeys.id });
  return renamed.length === 1;
}

/** Answers the name of the removed one; undefined where the user has no such passkey. */
export async function removePasskey(tx: TenantTx, userId: string, id: string): Promise<string | undefined> {
  const removed = await tx
    .delete(passkeys)
    .where(and(ofUser(tx, userId), eq(passkeys.id, id)))
    .returning({ name: passkeys.name });
  return removed[0]?.name;
}
