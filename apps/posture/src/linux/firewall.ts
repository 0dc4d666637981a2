import { z } from "zod";
import type { RunTool } from "../run-tool.ts";

/** `ufw status verbose`: on, and what comes in is refused unless a rule lets it. */
export const ufwProtects = (said: string) =>
  /^Status: active$/m.test(said) && /^Default: (deny|reject) \(incoming\)/m.test(said);

/** `firewall-cmd --state` and `--get-default-zone`: the zone `trusted` lets everything in. */
export const firewalldProtects = (state: string, zone: string) =>
  state.trim() === "running" && zone.trim() !== "" && zone.trim() !== "trusted";

/** `iptables -S INPUT` */
export const iptablesProtects = (said: string) => /^-P INPUT DROP$/m.test(said);

const chain = z.object({
  family: z.string(),
  table: z.string(),
  name: z.string(),
  type: z.string().optional(),
  hook: z.string().optional(),
  policy: z.string().optional(),
});
const rule = z.object({
  family: z.string(),
  table: z.string(),
  chain: z.string(),
  expr: z.array(z.record(z.string(), z.unknown())),
});
const ruleset = z.object({
  nftables: z.array(z.object({ chain: chain.optional(), rule: rule.optional() })),
});

/** What decides nothing by itself. */
const isAside = (statement: Readonly<Record<string, unknown>>) => "counter" in statement || "log" in statement;
const refuses = (statement: Readonly<Record<string, unknown>>) => "drop" in statement || "reject" in statement;

/** `nft --json list ruleset`: a chain for what comes in over IPv4 that refuses by its policy, or by a last rule for everything. */
export function nftablesProtects(said: string): boolean {
  const { nftables } = ruleset.parse(JSON.parse(said));
  const rules = nftables.flatMap((item) => item.rule ?? []);
  return nftables
    .flatMap((item) => item.chain ?? [])
    .filter(({ family, type, hook }) => hook === "input" && type === "filter" && ["inet", "ip"].includes(family))
    .some(({ family, table, name, policy }) => {
      const last = rules.findLast((one) => one.family === family && one.table === table && one.chain === name);
      const deciding = last?.expr.filter((statement) => !isAside(statement)) ?? [];
      return policy === "drop" || (deciding.length === 1 && deciding.every(refuses));
    });
}

/**
 * Whether what comes in unasked is refused. Where no tool says so, it is `false` only if the rules themselves could be read,
 * which takes root.
 */
export async function readFirewall(run: RunTool): Promise<boolean | undefined> {
  const [ufw, state, zone, nft, iptables] = await Promise.all([
    run("ufw", "status", "verbose"),
    run("firewall-cmd", "--state"),
    run("firewall-cmd", "--get-default-zone"),
    run("nft", "--json", "list", "ruleset"),
    run("iptables", "-S", "INPUT"),
  ]);
  const isProtected =
    ufwProtects(ufw ?? "") ||
    firewalldProtects(state ?? "", zone ?? "") ||
    (nft !== undefined && nftablesProtects(nft)) ||
    iptablesProtects(iptables ?? "");
  if (isProtected) return true;
  return nft === undefined && iptables === undefined ? undefined : false;
}
