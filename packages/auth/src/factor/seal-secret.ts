import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { parse } from "uuid";

const algorithm = "aes-256-gcm";
/** NIST SP 800-38D §8.2: 96 bits of a fresh nonce, 128 bits of tag. */
const nonceBytes = 12;
const tagBytes = 16;

/** Whose secret it is: a sealed one that is moved to another row does not open. */
export interface SecretOwner {
  readonly tenantId: string;
  readonly userId: string;
}

const boundTo = ({ tenantId, userId }: SecretOwner) => Buffer.concat([parse(tenantId), parse(userId)]);

/** Encrypts and authenticates a secret for the database, which never holds the key. */
export function sealSecret(key: Buffer, of: SecretOwner, secret: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(boundTo(of));
  return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
}

/** @throws where the key is another one, or the bytes are damaged or somebody else's */
export function openSecret(key: Buffer, of: SecretOwner, sealed: Buffer): Buffer {
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
    .setAAD(boundTo(of))
    .setAuthTag(sealed.subarray(-tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()]);
}
