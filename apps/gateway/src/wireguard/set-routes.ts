import { planRoutes, type RoutedNetwork } from "./plan-routes.ts";
import { readRoutes } from "./read-routes.ts";
import type { RunTool } from "./run-tool.ts";

/**
 * Leaves the interface with a route to each of these networks and no other route of the agent's, removals first and all of it in
 * one call, and looks afterwards. It answers what got no route, and why.
 * @throws {Error} where a route of the agent's cannot be removed
 */
export async function setRoutes(
  { run, name }: { readonly run: RunTool; readonly name: string },
  wanted: readonly RoutedNetwork[],
): Promise<ReadonlyMap<string, string>> {
  const show = (family: string) => run("ip", ["-N", "-json", family, "route", "show", "table", "all"]);
  const plan = async () => planRoutes(name, wanted, (await Promise.all(["-4", "-6"].map(show))).flatMap(readRoutes));

  const { removals, additions, refused } = await plan();
  const lines = [...removals, ...additions.map(({ line }) => line)];
  if (lines.length === 0) return refused;
  // A line that fails does not keep the next ones from being tried.
  const complaint = await run("ip", ["-force", "-batch", "-"], `${lines.join("\n")}\n`).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error : new Error("ip failed", { cause: error })),
  );
  if (complaint === undefined) return refused;
  const left = await plan();
  if (left.removals.length > 0) {
    throw new Error(`Routes that are still present after they were removed: ${left.removals.length}.`, {
      cause: complaint,
    });
  }
  const answers = answersIn(complaint.message);
  const missing = left.additions.map(({ network, line }) => {
    const answer = answers.get(lines.indexOf(line) + 1);
    return [network, answer ? `the kernel answers: ${answer}` : "the kernel refuses it"] as const;
  });
  return new Map([...left.refused, ...missing]);
}

/** What the kernel said to lines of a batch, by their number. */
function answersIn(complaint: string): ReadonlyMap<number, string> {
  const said = complaint.matchAll(/.*(?:Error|RTNETLINK answers): ([^\n]+)\nCommand failed -:(\d+)/g);
  return new Map([...said].map(([, answer = "", line]) => [Number(line), answer]));
}
