import type { Figure } from "../ground/ground.ts";
import { load } from "../measure/load.ts";
import { sideBySide } from "../measure/side-by-side.ts";
import { ratioRow } from "../report/row.ts";
import { largest, tenThousand } from "../seed/sizes.ts";

/** The first page of the users list, in the tenant of half a million and in that of ten thousand. */
export const usersPage: Figure = async (ground) => {
  await using large = await ground.caller(largest);
  await using small = await ground.caller(tenThousand);
  const calls = ground.calls(400);
  const [ours, baseline] = [large, small].map(
    (caller) => (turn: number) =>
      load(() => caller.query("user.list", {}), { concurrency: 1, calls, from: turn * calls }),
  );
  if (!ours || !baseline) throw new Error("Two are compared.");
  const taken = await sideBySide(ground.repetitions, ours, baseline);
  const row = (figure: "p50" | "p99", value: number) =>
    ratioRow(
      {
        figure: `users page, tenant of ${ground.site.sizes.users[largest]}, ${figure}`,
        unit: "ms",
        baseline: `the same in a tenant of ${ground.site.sizes.users[tenThousand]}`,
        goal: { is: "at most", value },
      },
      taken.ours.map((one) => one[figure]),
      taken.baseline.map((one) => one[figure]),
    );
  return [row("p50", 1.25), row("p99", 1.5)];
};
