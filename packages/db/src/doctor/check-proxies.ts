import type postgres from "postgres";
import { type Finding, ok, warning } from "./finding.ts";

/**
 * Whether everybody would count as one sender. A console that others reach is reached by https, which a proxy ends: without
 * TRUSTED_PROXIES each session has the proxy's address.
 * @param owner a connection of the schema's owner, who sees the sessions of every tenant
 */
export async function checkProxies(
  owner: postgres.Sql,
  env: { readonly publicUrl: string; readonly trustedProxies: string },
): Promise<readonly Finding[]> {
  if (new URL(env.publicUrl).protocol !== "https:") return [];
  if (env.trustedProxies !== "") return [ok("TRUSTED_PROXIES is set")];
  const [seen] = await owner<{ senders: number; sessions: number; address: string | null }[]>`
    select count(distinct address)::int as senders, count(*)::int as sessions, min(address) as address from sessions
    where created_at > now() - interval '7 days'`;
  const isOne = seen?.senders === 1 && seen.sessions > 1;
  const evidence = isOne ? `: all ${seen.sessions} sessions of the last seven days are from ${seen.address}` : "";
  return [
    warning(
      `PUBLIC_URL is ${env.publicUrl}, and TRUSTED_PROXIES is not set${evidence}`,
      "Set it to the proxy that terminates https, such as TRUSTED_PROXIES=127.0.0.1: until then all users of the console share one limit of sign-in attempts.",
    ),
  ];
}
