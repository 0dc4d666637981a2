import { factorCode } from "@portcullis/domain/account-security";
import { type PasskeyAssertion, passkeyAssertion } from "@portcullis/domain/passkey";
import type { FactorProof } from "./factor/proof.ts";

/** What a sign-in form sent: a password with or without a second step, or a passkey's answer alone. */
export type Submitted =
  | {
      readonly kind: "password";
      readonly tenant: string;
      readonly email: string;
      readonly password: string;
      readonly proof?: FactorProof;
    }
  | { readonly kind: "passkey"; readonly assertion: PasskeyAssertion };

/** Undefined where it is none of these: nothing of it is then looked at. */
export function readSubmitted(fields: Readonly<Record<string, unknown>>): Submitted | undefined {
  const { tenant, email, password, code, assertion } = fields;
  const isTyped = typeof tenant === "string" && typeof email === "string" && typeof password === "string";
  if (!isTyped) {
    const alone = parseAssertion(assertion);
    return alone && { kind: "passkey", assertion: alone };
  }
  const typed = { kind: "password", tenant, email, password } as const;
  if (code === undefined && assertion === undefined) return typed;
  const proof = readProof(code, assertion);
  return proof && { ...typed, proof };
}

function readProof(code: unknown, assertion: unknown): FactorProof | undefined {
  if (assertion !== undefined) {
    const parsed = parseAssertion(assertion);
    return parsed && { kind: "passkey", assertion: parsed };
  }
  const parsed = factorCode.safeParse(code);
  // A code that cannot be one is a wrong one, and counts as such.
  return { kind: "code", code: parsed.success ? parsed.data : "" };
}

function parseAssertion(sent: unknown): PasskeyAssertion | undefined {
  if (typeof sent !== "string") return undefined;
  try {
    return passkeyAssertion.safeParse(JSON.parse(sent)).data;
  } catch {
    return undefined;
  }
}
