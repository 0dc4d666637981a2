import { migrate } from "@portcullis/db/migrate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { olderDatabase } from "../testing/older-database.ts";

/** First name, last name; the address says nothing of either. */
const people: readonly (readonly [string, string])[] = [
  ["Frédéric", "Lefèvre"],
  ["Jörg", "Strauß"],
  ["Zdeněk", "Müller"],
  ["Hans-Peter", "Mueller"],
  ["Agnieszka", "Becker"],
  ["Łukasz", "Wójcik"],
  ["Søren", "Ærø"],
  ["Þórður", "Guðmundsson"],
  ["Åsa", "Ångström"],
  ["Ĳsbrand", "Van Dijk"],
  ["Işıl", "Çelik"],
  ["İlker", "Öztürk"],
  // As some systems export it: letters and their marks apart.
  ["Zoe\u0308", "Nu\u0301n\u0303ez"],
  ["Conor", "O’Brien"],
  ["Ёлка", "Семёнова"],
  ["Li", "Wu"],
  ["100%", "under_score"],
];

describe("people", () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await openFixture();
    for (const [n, [firstName, lastName]] of people.entries())
      await fixture.aUser({ firstName, lastName, email: `x${n}@corp.test` });
  });
  afterAll(() => fixture[Symbol.asyncDispose]());
  const found = async (search: string) =>
    (await fixture.owner.call.user.list({ search })).items.map((user) => user.lastName ?? user.email).toSorted();

  it.each<[string, string[]]>([
    ["frederic", ["Lefèvre"]],
    ["FRÉDÉRIC", ["Lefèvre"]],
    ["lefevre", ["Lefèvre"]],
    ["jorg strauss", ["Strauß"]],
    ["joerg", ["Strauß"]],
    ["strauß", ["Strauß"]],
    ["STRAUSS", ["Strauß"]],
    ["muller", ["Mueller", "Müller"]],
    ["mueller", ["Mueller", "Müller"]],
    ["Müller", ["Mueller", "Müller"]],
    ["Mu\u0308ller", ["Mueller", "Müller"]],
    ["Müller, Zdeněk", ["Müller"]],
    ["zdenek  muller", ["Müller"]],
    ["becker agnieszka", ["Becker"]],
    ["agnieszka becker x4@corp.test", ["Becker"]],
    ["agnieszka muller", []],
    ["beck agn", ["Becker"]],
    ["becker a", ["Becker"]],
    ["becker z", []],
    ["hans peter", ["Mueller"]],
    ["hans-peter", ["Mueller"]],
    ["lukasz", ["Wójcik"]],
    ["ŁUKASZ wojcik", ["Wójcik"]],
    ["soren", ["Ærø"]],
    ["soeren", ["Ærø"]],
    ["sören aero", ["Ærø"]],
    ["thordur", ["Guðmundsson"]],
    ["gudmundsson", ["Guðmundsson"]],
    ["Guðmund", ["Guðmundsson"]],
    ["angstrom", ["Ångström"]],
    ["aangstroem", ["Ångström"]],
    ["ijsbrand", ["Van Dijk"]],
    ["isil celik", ["Çelik"]],
    ["ISIL", ["Çelik"]],
    ["ilker ozturk", ["Öztürk"]],
    ["ılker", ["Öztürk"]],
    ["zoë nunez", ["Nu\u0301n\u0303ez"]],
    ["o'brien", ["O’Brien"]],
    ["семенова", ["Семёнова"]],
    ["X4@CORP", ["Becker"]],
  ])("are found by %s", async (search, expected) => {
    expect(await found(search)).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ["jo", ["Strauß"]],
    ["Jö", ["Strauß"]],
    ["lu", ["Wójcik"]],
    ["ł", ["Lefèvre", "Wu", "Wójcik"]],
    ["oz", ["Öztürk"]],
    ["oe", ["Öztürk"]],
    ["ö", ["O’Brien", "Öztürk"]],
    ["aa", ["Ångström"]],
    ["æ", ["Ærø"]],
    ["ce", ["Çelik"]],
    ["wu li", ["Wu"]],
    ["li wo", []],
    ["се", ["Семёнова"]],
    ["ел", ["Семёнова"]],
  ])("are found by the beginning %s", async (search, expected) => {
    expect(await found(search)).toEqual(expected);
  });

  it("are found by marks and wildcards only where they stand", async () => {
    for (const search of [
      "\u0301",
      "\u0301\u0308\u0304\u0301",
      "...",
      ", ;",
      "%%%",
      "___",
      "\\",
      "\\%",
      "a%b",
      "' or 1=1",
    ])
      expect([search, await found(search)]).toEqual([search, []]);
    expect(await found("100%")).toEqual(["under_score"]);
    expect(await found("under_score")).toEqual(["under_score"]);
    expect(await found("under%score")).toEqual([]);
    expect(await found(Array.from({ length: 50 }, () => "a").join(" "))).toEqual(await found("a"));
  });

  it("are found by a filter and a word as well, in every order of the list", async () => {
    const { call } = fixture.owner;
    for (const sort of ["name", "email", "createdAt", "lastConnection"] as const)
      for (const filter of [{}, { status: ["active" as const] }, { presence: "offline" as const }])
        for (const search of ["muller", "mu"]) {
          const page = await call.user.list({ search, sort, ...filter });
          expect(new Set(page.items.map((user) => user.lastName))).toEqual(new Set(["Mueller", "Müller"]));
          expect(await call.user.count({ search, ...filter })).toEqual({ count: 2, exact: true });
        }
  });
});

it("finds people by the name that they have now, also where it moves from the first to the last one", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.owner;
  const { id } = await fixture.aUser({ firstName: "Ada", lastName: "King Özil", email: "ada@corp.test" });
  const found = async (search: string) => (await call.user.list({ search })).items.map((user) => user.id);
  expect([await found("ozil"), await found("oz")]).toEqual([[id], []]);
  await call.user.update({ id, firstName: "Ada King", lastName: "Özil" });
  expect([await found("ozil"), await found("oz")]).toEqual([[id], [id]]);
  await call.user.update({ id, lastName: "Jones" });
  expect([await found("ozil"), await found("oz")]).toEqual([[], []]);
});

it("counts and pages through thousands, of whom some have an accent", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.owner;
  for (let from = 0; from < 2200; from += 550)
    await fixture.inScope((tx) =>
      tx.execute(`insert into users (tenant_id, id, email, first_name, last_name, status)
        select '${fixture.tenantId}', gen_random_uuid(), 'crowd-' || n || '@corp.test',
          case when n % 10 = 0 then 'Änne' else 'Ann' end, case when n % 10 = 0 then 'Weiß' else 'Wissop' end, 'active'
        from generate_series(${from}, ${from + 549}) n`),
    );
  for (const search of ["an crowd", "w an"])
    for (const sort of ["name", "createdAt"] as const) {
      const asked = { search, sort, direction: "desc" as const, limit: 30 };
      const first = await call.user.list(asked);
      expect([search, await call.user.count({ search })]).toEqual([search, { count: 2200, exact: true }]);
      const next = await call.user.list({ ...asked, cursor: first.nextCursor ?? "" });
      const seen = [...first.items, ...next.items];
      expect(new Set(seen.map(({ id }) => id)).size).toBe(60);
      // Accents come last in the order of names.
      if (sort === "name") expect(new Set(seen.map(({ lastName }) => lastName))).toEqual(new Set(["Weiß"]));
    }
}, 60_000);

it("finds devices by their name and their user's, each word in either", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.owner;
  const user = await fixture.aUser({ firstName: "Zdeněk", lastName: "Müller", email: "x@corp.test" });
  const server = await fixture.aDevice(user.id, { name: "Übungs-Server Köln" });
  const phone = await fixture.aDevice(user.id, { name: "phone" });
  const found = async (search: string) => (await call.device.list({ search })).items.map(({ name }) => name).toSorted();
  for (const search of [
    "ubungs",
    "uebungs",
    "server übung",
    "koln",
    "ub",
    "ü",
    "mueller koeln",
    "server z mull",
    "ub ko",
  ])
    expect([search, await found(search)]).toEqual([search, [server.name]]);
  for (const search of ["muller", "zdenek mueller"]) expect(await found(search)).toEqual([phone.name, server.name]);
  for (const search of ["phone koln", "\u0301\u0308", "___", "%%%"]) expect(await found(search)).toEqual([]);
  await call.device.rename({ id: server.id, name: "plain" });
  expect([await found("ub"), await found("uebungs"), await found("plain muller")]).toEqual([[], [], ["plain"]]);
});

it("finds groups without their accents, by words in any order", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.owner;
  for (const name of ["Büro Köln", "Operations"]) await call.group.create({ name });
  const found = async (search: string) => (await call.group.list({ search })).items.map(({ name }) => name);
  for (const search of ["koln buro", "koeln", "BÜRO", "ü"])
    expect([search, await found(search)]).toContainEqual(["Büro Köln"]);
  expect([await found("perat"), await found("\u0301"), await found("%")]).toEqual([["Operations"], [], []]);
});

it("writes the other spellings of the people and devices that an older database has", async () => {
  await using database = await olderDatabase("folded_search");
  const sql = database.owner.$client;
  const tenant = crypto.randomUUID();
  await sql`insert into tenants (id, slug, name) values (${tenant}, 'northwind', 'Northwind')`;
  const add = async (name: string) => {
    const id = crypto.randomUUID();
    await sql`insert into users (tenant_id, id, email, first_name, status)
      values (${tenant}, ${id}, ${`${name.length}@navy.test`}, ${name}, 'active')`;
    await sql`insert into devices (tenant_id, id, user_id, name, platform, public_key)
      values (${tenant}, ${id}, ${id}, ${`${name}s`}, 'linux', ${id})`;
  };
  for (const name of ["Özil", "Mueller", "Ada"]) await add(name);
  await migrate(database);
  const forms = async (table: string) => (await sql.unsafe(`select words from ${table}`).values()).flat().map(String);
  const first = (await forms("user_search")).find((words) => words.startsWith("özil"));
  expect(first).toBe("özil  4@navy.test oezil ozil");
  expect(await forms("device_search")).toEqual(
    expect.arrayContaining(["özils  oezils ozils", "muellers  mullers", "adas "]),
  );
  for (const table of ["user_search_prefixes", "device_search_prefixes"])
    expect((await sql.unsafe(`select prefix from ${table} order by 1`).values()).flat()).toEqual(["oe", "oz"]);
});
