import type { DatabaseUrls } from "@portcullis/db/bootstrap";
import { attention, type Finding, well } from "@portcullis/db/doctor/finding";
import postgres from "postgres";
import { isLocalHost, type StartEnv } from "../env.ts";

/**
 * Whether everybody would count as one sender. A console that others reach is reached by https, which a proxy ends: without
 * TRUSTED_PROXIES each session has the proxy's address.
 */
export async function lookAtProxies(
  { ownerUrl }: DatabaseUrls,
  env: Pick<StartEnv, "publicUrl" | "trustedProxies">,
): Promise<readonly Finding[]> {
  if (isLocalHost(new URL(env.publicUrl).hostname)) return [];
  if (env.trustedProxies !== "") return [well("TRUSTED_PROXIES is set")];
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    const [seen] = await owner<{ senders: number; sessions: number; address: string | null }[]>`
      select count(distinct address)::int as senders, count(*)::int as sessions, min(address) as address from sessions
      where created_at > now() - interval '7 days'`;
    const isOne = seen !== undefined && seen.senders === 1 && seen.sessions > 1;
    const evidence = isOne ? `: all ${seen.sessions} sessions of the last seven days are from ${seen.address}` : "";
    return [
      attention(
        `PUBLIC_URL is ${env.publicUrl}, and TRUSTED_PROXIES is not set${evidence}`,
        "Name the proxy that ends https there, such as TRUSTED_PROXIES=127.0.0.1: until then all who use the console share one budget of sign-in attempts.",
      ),
    ];
  } finally {
    await owner.end();
  }
}
