import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import type { PasskeyAssertion, PasskeyRegistration } from "@portcullis/domain/passkey";
import { cbor } from "./cbor.ts";

/** What may be odd about an answer; nothing, unless said. */
interface Oddity {
  readonly origin?: string;
  readonly rpId?: string;
  /** Whether the holder showed PIN or finger. */
  readonly isVerified?: boolean;
  readonly counter?: number;
  readonly type?: string;
}

/** Bits of the flags (WebAuthn §6.1): present, verified, and that a new credential follows. */
const flags = { present: 1, verified: 4, attested: 64 } as const;

const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest();

/** A security key in software: one ES256 credential, for the console at `publicUrl`. Counts its signatures from 1. */
export function softwareAuthenticator(publicUrl: URL) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const credentialId = randomBytes(32);
  const id = credentialId.toString("base64url");
  let counter = 0;
  let handle: string | undefined;

  const clientData = (type: string, challenge: string, origin = publicUrl.origin) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

  function authData(odd: Oddity, mark: number, more = Buffer.alloc(0)): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(odd.counter ?? ++counter);
    const bits = flags.present | (odd.isVerified === false ? 0 : flags.verified) | mark;
    return Buffer.concat([sha256(odd.rpId ?? publicUrl.hostname), Buffer.from([bits]), count, more]);
  }

  return {
    credentialId,
    create(options: { challenge: string; user: { id: string } }, odd: Oddity = {}): PasskeyRegistration {
      handle = options.user.id;
      const { x = "", y = "" } = publicKey.export({ format: "jwk" });
      const key = cbor(
        new Map<number, number | Buffer>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, Buffer.from(x, "base64url")],
          [-3, Buffer.from(y, "base64url")],
        ]),
      );
      const size = Buffer.from([0, credentialId.length]);
      const attested = Buffer.concat([Buffer.alloc(16), size, credentialId, key]);
      const object = new Map<string, string | Buffer | Map<string, string>>([
        ["fmt", "none"],
        ["attStmt", new Map()],
        ["authData", authData(odd, flags.attested, attested)],
      ]);
      return {
        id,
        rawId: id,
        type: "public-key",
        response: {
          clientDataJSON: clientData(odd.type ?? "webauthn.create", options.challenge, odd.origin).toString(
            "base64url",
          ),
          attestationObject: cbor(object).toString("base64url"),
          transports: ["internal"],
        },
      };
    },
    get(options: { challenge: string }, odd: Oddity = {}): PasskeyAssertion {
      const data = clientData(odd.type ?? "webauthn.get", options.challenge, odd.origin);
      const authenticatorData = authData(odd, 0);
      const signature = sign("sha256", Buffer.concat([authenticatorData, sha256(data)]), privateKey);
      return {
        id,
        rawId: id,
        type: "public-key",
        response: {
          clientDataJSON: data.toString("base64url"),
          authenticatorData: authenticatorData.toString("base64url"),
          signature: signature.toString("base64url"),
          userHandle: handle,
        },
      };
    },
  };
}
