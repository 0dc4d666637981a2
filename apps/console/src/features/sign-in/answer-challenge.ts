import type { AppRouter } from "@portcullis/api/types";
import { wireHeaders } from "@portcullis/domain/wire";
import { createTRPCClient, httpLink } from "@trpc/client";
import { signWithPasskey } from "#features/account/passkey-ceremony.ts";

/** Asks for a challenge and has a passkey sign it: what the sign-in takes, as JSON. @throws what the browser throws */
export async function answerChallenge(): Promise<string> {
  const api = createTRPCClient<AppRouter>({ links: [httpLink({ url: "/api/trpc", headers: wireHeaders })] });
  return JSON.stringify(await signWithPasskey(await api.signIn.challenge.mutate()));
}
