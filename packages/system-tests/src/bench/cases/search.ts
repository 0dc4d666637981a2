import { assertSameAnswer, startFloor } from "../competitors/floor.ts";
import { quantile, sideBySide } from "../measure/compare.ts";
import { load } from "../measure/load.ts";
import { type Row, ratioRow, timeAndRateRows } from "../report/table.ts";
import { largest } from "../seed/sizes.ts";
import { type BenchCase, peopleOf, type TestBed } from "../test-bed/test-bed.ts";

/** Rows of the largest tenant that are renamed before the search is measured again. */
const updates = 20_000;

interface Kind {
  readonly name: string;
  readonly term: string;
  /** Whether more people match than a page shows. */
  readonly fillsPage: boolean;
  readonly isRepeated?: true;
}

async function searchKinds(testBed: TestBed): Promise<readonly Kind[]> {
  const [person] = await peopleOf(testBed.dataset, largest, { count: 1 });
  return [
    { name: "selective", term: person?.email.split("@", 1)[0] ?? "", fillsPage: false, isRepeated: true },
    { name: "common", term: "son", fillsPage: true, isRepeated: true },
    { name: "one letter", term: "a", fillsPage: true },
    { name: "two letters", term: "an", fillsPage: true },
    { name: "no hit", term: "qqqzzz", fillsPage: false },
  ];
}

/** Search in the largest tenant, the page and the total apart, against the floor's for the same term; pages repeated after updates. */
export const search: BenchCase = async (testBed) => {
  const { dataset, repetitions } = testBed;
  await using floor = await startFloor(dataset);
  await using caller = await testBed.caller(largest);
  await using bare = await floor.caller(largest);
  const measureAt = async ({ term }: Kind, procedure: "user.list" | "user.count") => {
    const path = `${procedure === "user.list" ? "/users" : "/users/count"}?search=${encodeURIComponent(term)}`;
    await assertSameAnswer(caller.ask(procedure, { search: term }), bare.read(path));
    return (concurrency: number, whole: number) => {
      const options = { concurrency, calls: testBed.calls(whole), from: 0 };
      return sideBySide(
        repetitions,
        () => load(() => caller.query(procedure, { search: term }), options),
        () => load(() => bare.get(path), options),
      );
    };
  };
  const compared = (benchCase: string, baseline: string, value: number) =>
    ({ benchCase: `search, ${benchCase}`, unit: "ms", baseline, goal: { is: "at most", value } }) as const;
  const rows: Row[] = [];
  const before: { readonly kind: Kind; readonly times: readonly number[] }[] = [];
  for (const kind of await searchKinds(testBed)) {
    const at = await measureAt(kind, "user.list");
    const [alone, many] = [await at(1, 100), await at(32, 300)];
    before.push({ kind, times: alone.ours.map(({ p50 }) => p50) });
    rows.push(
      ...timeAndRateRows({ benchCase: `search, ${kind.name}`, baseline: "floor", time: 2, rate: 0.5 }, alone, many),
    );
    const countAt = await measureAt(kind, "user.count");
    const counted = [await countAt(1, 100), await countAt(32, 300)] as const;
    rows.push(
      ...timeAndRateRows({ benchCase: `count, ${kind.name}`, baseline: "floor", time: 2, rate: 0.5 }, ...counted),
    );
  }
  const filling = before
    .filter(({ kind }) => kind.fillsPage)
    .toSorted((a, b) => quantile(a.times, 0.5) - quantile(b.times, 0.5));
  const [fastest, slowest] = [filling[0], filling.at(-1)];
  if (!fastest || !slowest) throw new Error("No kind of term fills a page.");
  const slowestRow = compared(
    `slowest kind that fills a page (${slowest.kind.name})`,
    `the fastest (${fastest.kind.name})`,
    2,
  );
  rows.push(ratioRow(slowestRow, slowest.times, fastest.times));
  const renamed = await rename(testBed);
  for (const { kind, times } of before) {
    if (!kind.isRepeated) continue;
    const at = await measureAt(kind, "user.list");
    const after = (await at(1, 100)).ours.map(({ p50 }) => p50);
    rows.push(ratioRow(compared(`${kind.name}, after ${renamed} updates`, "before them", 1.3), after, times));
  }
  return rows;
};

/** In transactions of a hundred, as many hands would; nothing is vacuumed after. */
async function rename(testBed: TestBed): Promise<number> {
  const { dataset } = testBed;
  const ids = (await peopleOf(dataset, largest, { count: testBed.calls(updates) })).map(({ id }) => id);
  for (let at = 0; at < ids.length; at += 100)
    await dataset.sql`update users set first_name = first_name || 'son'
      where tenant_id = ${dataset.tenantIds[largest] ?? ""} and id = any(${ids.slice(at, at + 100)}::uuid[])`;
  return ids.length;
}
