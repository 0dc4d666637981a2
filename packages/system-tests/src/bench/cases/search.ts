import { quantile, sideBySide } from "../measure/compare.ts";
import { load } from "../measure/load.ts";
import { type Row, ratioRow } from "../report/table.ts";
import { largest } from "../seed/sizes.ts";
import { type BenchCase, peopleOf, type TestBed } from "../test-bed/test-bed.ts";

/** Rows of the largest tenant that are renamed before the search is measured again. */
const updates = 20_000;
/** What a page shows, and one to see whether there is more. */
const page = 51;

/** Search terms by their kind, the selective one first. */
async function terms(testBed: TestBed): Promise<Readonly<Record<string, string>>> {
  const [person] = await peopleOf(testBed.dataset, largest, { count: 1 });
  return {
    selective: person?.email.split("@", 1)[0] ?? "",
    common: "son",
    "one letter": "a",
    "two letters": "an",
    "no hit": "qqqzzz",
  };
}

/** Search in the largest tenant, against the SQL that finds the rows and a call that finds nothing but who asks. */
export const search: BenchCase = async (testBed) => {
  await using caller = await testBed.caller(largest);
  const kinds = await terms(testBed);
  const measure = async (term: string) => {
    const calls = testBed.calls(100);
    const options = { concurrency: 1, calls, from: 0 };
    return sideBySide(
      testBed.repetitions,
      async () => (await load(() => caller.query("user.list", { search: term }), options)).p50,
      async () => {
        const raw = await load(() => rawSearch(testBed, term), options);
        const empty = await load(() => caller.query("bench.empty"), options);
        return raw.p50 + empty.p50;
      },
    );
  };
  const rows: Row[] = [];
  const before = new Map<string, readonly number[]>();
  for (const [kind, term] of Object.entries(kinds)) {
    const taken = await measure(term);
    before.set(kind, taken.ours);
    rows.push(
      ratioRow(
        {
          benchCase: `search, ${kind}, p50`,
          unit: "ms",
          baseline: "raw SQL + an empty call",
          goal: { is: "at most", value: 1.5 },
        },
        taken.ours,
        taken.baseline,
      ),
    );
  }
  const selective = before.get("selective") ?? [];
  const slowest = [...before.entries()].toSorted(([, a], [, b]) => quantile(b, 0.5) - quantile(a, 0.5))[0];
  rows.push(
    ratioRow(
      {
        benchCase: `search, slowest kind (${slowest?.[0]})`,
        unit: "ms",
        baseline: "a selective one",
        goal: { is: "at most", value: 10 },
      },
      slowest?.[1] ?? [],
      selective,
    ),
  );
  const renamed = await rename(testBed);
  for (const kind of ["selective", "common"]) {
    const after = await measure(kinds[kind] ?? "");
    rows.push(
      ratioRow(
        {
          benchCase: `search, ${kind}, after ${renamed} updates`,
          unit: "ms",
          baseline: "before them",
          goal: { is: "at most", value: 1.3 },
        },
        after.ours,
        before.get(kind) ?? [],
      ),
    );
  }
  return rows;
};

/** As a hand would write it, by a superuser whom no policy binds: the first page by name, of what contains or begins with it. */
function rawSearch({ dataset }: TestBed, term: string) {
  const tenant = dataset.tenantIds[largest] ?? "";
  if (term.length >= 3)
    return dataset.sql`select id, email, first_name, last_name, status from users
      where tenant_id = ${tenant} and id in (select user_id from user_search
        where tenant_id = ${tenant} and words like ${`%${term}%`}) order by name_key, id limit ${page}`;
  const end = term.slice(0, -1) + String.fromCodePoint((term.codePointAt(term.length - 1) ?? 0) + 1);
  return dataset.sql`select id, email, first_name, last_name, status from users where tenant_id = ${tenant}
    and (name_key >= ${term} and name_key < ${end} or last_name_key >= ${term} and last_name_key < ${end}
      or email >= ${term} and email < ${end}) order by name_key, id limit ${page}`;
}

/** In transactions of a hundred, as many hands would; nothing is vacuumed after. */
async function rename(testBed: TestBed): Promise<number> {
  const { dataset } = testBed;
  const ids = (await peopleOf(dataset, largest, { count: testBed.calls(updates) })).map(({ id }) => id);
  for (let at = 0; at < ids.length; at += 100)
    await dataset.sql`update users set first_name = first_name || 'son'
      where tenant_id = ${dataset.tenantIds[largest] ?? ""} and id = any(${ids.slice(at, at + 100)}::uuid[])`;
  return ids.length;
}
