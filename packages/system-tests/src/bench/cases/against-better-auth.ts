import { startBetterAuth } from "../competitors/better-auth.ts";
import { sideBySide } from "../measure/compare.ts";
import { load } from "../measure/load.ts";
import { ratioRow } from "../report/table.ts";
import { hundredThousand, largest } from "../seed/sizes.ts";
import { type BenchCase, giveSessions } from "../test-bed/test-bed.ts";

const concurrency = 32;
/** Part of many an e-mail, but of a few in a hundred thousand. */
const term = "gabriella.w";

/** The same questions to better-auth: a user, a search among 100,000, and a user switched off. */
export const againstBetterAuth: BenchCase = async (testBed) => {
  const { dataset, repetitions } = testBed;
  const count = dataset.sizes.users[hundredThousand] ?? 0;
  await using competitor = await startBetterAuth(dataset.server, count);
  await using caller = await testBed.caller(largest);
  await using searcher = await testBed.caller(hundredThousand);
  const [atOnce, one] = [testBed.calls(500), testBed.calls(100)];
  const people = await testBed.fresh((atOnce + one) * (repetitions + 1));
  await giveSessions(dataset, largest, people);
  const idOf = (ids: readonly string[], n: number) => ids[n % ids.length] ?? "";
  const ours = people.map(({ id }) => id);
  const rates = async (
    calls: number,
    mine: (n: number) => Promise<void>,
    theirs: (n: number) => Promise<void>,
    at = concurrency,
  ) =>
    sideBySide(
      repetitions,
      (turn) => load(mine, { concurrency: at, calls, from: turn * calls }),
      (turn) => load(theirs, { concurrency: at, calls, from: turn * calls }),
    );

  const get = await rates(
    testBed.calls(4_000),
    (n) => caller.query("user.get", { id: idOf(ours, n) }),
    (n) => competitor.caller.get(`/api/auth/admin/get-user?id=${idOf(competitor.ids, n)}`),
  );
  const search = await rates(
    testBed.calls(1_000),
    // There, a page comes with its total.
    async () => {
      await Promise.all([
        searcher.query("user.list", { search: term }),
        searcher.query("user.count", { search: term, upTo: count }),
      ]);
    },
    () =>
      competitor.caller.get(
        `/api/auth/admin/list-users?limit=50&searchField=email&searchOperator=contains&searchValue=${term}`,
      ),
  );
  // Nobody can be switched off twice: each turn goes on where the last one ended.
  const ban = (id: string) => competitor.caller.post("/api/auth/admin/ban-user", JSON.stringify({ userId: id }));
  const off = await rates(
    atOnce,
    (n) => caller.mutate("user.deactivate", { id: ours[n] }),
    (n) => ban(competitor.ids[n] ?? ""),
  );
  const past = atOnce * (repetitions + 1);
  const alone = await rates(
    one,
    (n) => caller.mutate("user.deactivate", { id: ours[past + n] }),
    (n) => ban(competitor.ids[past + n] ?? ""),
    1,
  );
  const rate = ({ rate: value }: { rate: number }) => value;
  const p50 = ({ p50: value }: { p50: number }) => value;
  const row = (
    [benchCase, unit, name, is, value]: readonly [string, string, string, "at most" | "at least", number],
    taken: Awaited<ReturnType<typeof rates>>,
    of: typeof rate | typeof p50,
  ) =>
    ratioRow(
      { benchCase, unit, baseline: `better-auth ${name}`, goal: { is, value } },
      taken.ours.map(of),
      taken.baseline.map(of),
    );
  return [
    row([`user.get, concurrency ${concurrency}`, "calls/s", "get-user, flat", "at least", 1.5], get, rate),
    row(
      [`search among ${count}, concurrency ${concurrency}`, "calls/s", "listUsers with the same index", "at least", 2],
      search,
      rate,
    ),
    row(
      [`user.deactivate, concurrency ${concurrency}`, "calls/s", "banUser (sessions only)", "at least", 0.9],
      off,
      rate,
    ),
    row(["user.deactivate, concurrency 1, p50", "ms", "banUser (sessions only)", "at most", 1.1], alone, p50),
  ];
};
