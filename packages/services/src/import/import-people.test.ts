import { createReadStream } from "node:fs";
import { auditEvents } from "@portcullis/db/schema/audit";
import { users } from "@portcullis/db/schema/users";
import { and, eq, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { bytesOf } from "../testing/collect.ts";
import { type OperatorWorld, operatorWorld } from "../testing/operator-world.ts";
import { createUser } from "../user/create-user.ts";
import { type ImportPeople, importPeople } from "./import-people.ts";
import { openPeopleFile } from "./open-people-file.ts";

const fixture = (name: string) => createReadStream(new URL(`fixtures/${name}`, import.meta.url));

it("takes the user export of Google Workspace", async () => {
  await using world = await operatorWorld();
  expect(await run(world, fixture("google-workspace.csv"))).toEqual([
    "2 amelie.lefevre@northwind.test created: pending; new group Staff/Engineering",
    "3 jonas.oneill@northwind.test created: pending; new group Staff/Sales",
    "4 rosa.marin@northwind.test created: inactive",
    "6 printroom@northwind.test created: pending",
    "7 kofi.mensah@northwind skipped: Email Address [Required]: Not an e-mail address.",
    "8 li.wei@northwind.test created: pending; new group Contractors/Engineering",
  ]);
  expect(await people(world)).toEqual([
    "amelie.lefevre@northwind.test Amélie Lefèvre pending [Staff/Engineering] Member",
    "jonas.oneill@northwind.test Jonas O'Neill pending [Staff/Sales] Member",
    "li.wei@northwind.test Li Wei pending [Contractors/Engineering] Member",
    "printroom@northwind.test Print Room pending [] Member",
    "rosa.marin@northwind.test Rosa Marín inactive [Staff/Sales] Member",
  ]);
});

it("takes the user export of Microsoft Entra and activates whoever is enabled", async () => {
  await using world = await operatorWorld();
  expect(await run(world, fixture("entra.csv"), { activate: true })).toEqual([
    "2 astrid.holm@northwind.test created: active; new group Finance",
    "4 carl.diaz@northwind.test created: inactive; new group Engineering",
    "5 reception@northwind.test created: active",
    "6 dana_partner.test#EXT#@northwind.onmicrosoft.test skipped: userPrincipalName: Not an e-mail address.",
    // Whose mailbox is called otherwise than the account comes last.
    "3 beni.tanaka@northwind.test created: active",
    "7 eva@partner.test created: active",
  ]);
  expect(await people(world)).toEqual([
    "astrid.holm@northwind.test Astrid Holm active accepted [Finance] Member",
    "beni.tanaka@northwind.test Beni Tanaka active accepted [Engineering] Member",
    "carl.diaz@northwind.test Carl Díaz inactive accepted [Engineering] Member",
    "eva@partner.test Eva Guest active accepted [] Member",
    "reception@northwind.test Reception Desk - active accepted [] Member",
  ]);
});

it("takes Entra's newer spelling of its columns", async () => {
  await using world = await operatorWorld();
  expect(await run(world, fixture("entra-new-spelling.csv"))).toEqual([
    "2 frank.ode@northwind.test created: pending; new group Legal",
    "3 gia.rossi@northwind.test created: inactive",
  ]);
});

it("takes Microsoft 365's list, where a blocked credential means disabled", async () => {
  await using world = await operatorWorld();
  const file =
    "Block credential,Display name,User principal name\nTrue,Kay Lo,kay@northwind.test\nFalse,Lu Ma,lu@northwind.test\n";
  expect(await run(world, bytesOf(file))).toEqual([
    "2 kay@northwind.test created: inactive",
    "3 lu@northwind.test created: pending",
  ]);
});

it("takes the plain columns as Excel writes them: semicolons, a byte order mark, CRLF, quotes", async () => {
  await using world = await operatorWorld();
  expect(await run(world, fixture("plain-excel.csv"))).toEqual([
    "2 hana@northwind.test created: pending; new group Design; new group Night Shift",
    "3 ivo@northwind.test created: pending",
    "4  skipped: email: May not be empty.",
    "5 jim@northwind.test created: pending",
  ]);
  expect(await people(world)).toEqual([
    "hana@northwind.test Hana Sato pending [Design,Night Shift] Member",
    `ivo@northwind.test Ivo "the one" Berg; von pending [Design] Member`,
    "jim@northwind.test - - pending [] Member",
  ]);
});

it("takes Google's download with chosen columns", async () => {
  await using world = await operatorWorld();
  expect(await run(world, fixture("google-selected-columns.csv"), { activate: true })).toEqual([
    "2 rita.falk@northwind.test created: active",
    "3 sven.aas@northwind.test created: inactive",
  ]);
});

it("takes Microsoft 365's list, whose mailbox is the primary one of the proxy addresses", async () => {
  await using world = await operatorWorld();
  expect(await run(world, fixture("m365-active-users.csv"), { activate: true })).toEqual([
    "3 kim.past@northwind.test created: inactive",
    "2 jon.kerr@northwind.test created: active",
  ]);
});

it("gives a mailbox that two accounts share to the one that is called like it", async () => {
  await using world = await operatorWorld();
  const report = [
    "3 astrid.holm@northwind.test created: active; new group IT",
    "2 astrid.holm@northwind.test skipped: email: line 3 has this mailbox too, and this account of it is disabled",
  ];
  expect(await run(world, fixture("entra-shared-mailbox.csv"), { activate: true })).toEqual(report);
  expect(await people(world)).toEqual(["astrid.holm@northwind.test Astrid Holm active accepted [IT] Member"]);
});

it("takes a line above the header, as Excel and PowerShell write it", async () => {
  await using world = await operatorWorld();
  expect(await run(world, fixture("excel-sep.csv"))).toEqual([
    "3 zoe.hall@northwind.test created: pending; new group Legal",
  ]);
  const powershell = '#TYPE Selected.System.String\r\n"email","firstName"\r\n"yan@northwind.test","Yan"\r\n';
  expect(await run(world, bytesOf(powershell))).toEqual(["3 yan@northwind.test created: pending"]);
});

it("takes domains that are not ASCII in one form", async () => {
  await using world = await operatorWorld();
  expect(await run(world, fixture("punycode.csv"))).toEqual([
    "2 olga@xn--e1aybc.xn--p1ai created: pending",
    "3 olga@xn--e1aybc.xn--p1ai unchanged: exists: line 2 has this mailbox too",
    "4 max@xn--mnchen-3ya.test created: pending",
  ]);
});

it("takes groups whose names differ in case only for one, also one that is there", async () => {
  await using world = await operatorWorld();
  expect(await run(world, fixture("entra-group-case.csv"))).toEqual([
    "2 fay@northwind.test created: pending; new group Finance",
    "3 gus@northwind.test created: pending",
    "4 hal@northwind.test created: pending",
    "5 ida@northwind.test created: pending",
  ]);
  await run(world, bytesOf("email,groups\njo@northwind.test,FINANCE;finance\n"));
  expect(new Set((await people(world)).map((line) => /\[.*\]/.exec(line)?.[0]))).toEqual(new Set(["[Finance]"]));
});

it("reads the status of a product that it has no format for, and refuses a word that it does not know", async () => {
  await using world = await operatorWorld();
  expect(await run(world, fixture("slack-members.csv"), { activate: true })).toEqual([
    "2 mira.holt@northwind.test created: active",
    "3 piet.gone@northwind.test created: inactive",
    "4 printbot@northwind.test skipped: line: is that of a bot",
  ]);
  const other = [
    "email,Account Status,Suspended,state",
    "a@northwind.test,ACTIVE,,on",
    "b@northwind.test,active,yes,on",
    "c@northwind.test,active,2026-01-31T10:00:00Z,on",
    "d@northwind.test,Deactivated,no,on",
    "e@northwind.test,zombie,no,on",
    "f@northwind.test,,no,on",
    "g@northwind.test,active,no,Bavaria",
  ].join("\n");
  const why = "neither enabled nor disabled; --ignore-column passes over a column";
  expect(await run(world, bytesOf(other), { activate: true })).toEqual([
    "2 a@northwind.test created: active",
    "3 b@northwind.test created: inactive",
    "4 c@northwind.test created: inactive",
    "5 d@northwind.test created: inactive",
    `6 e@northwind.test skipped: Account Status: has a word that means ${why}`,
    `7 f@northwind.test skipped: Account Status: is empty, which means ${why}`,
    `8 g@northwind.test skipped: state: has a word that means ${why}`,
  ]);
  expect(await run(world, bytesOf(other), { activate: true, ignoredColumns: ["State"] })).toContain(
    "8 g@northwind.test created: active",
  );
});

it("activates nobody by a file that does not say who is disabled, unless everybody is enabled", async () => {
  await using world = await operatorWorld();
  await expect(run(world, fixture("entra-group-members.csv"), { activate: true })).rejects.toMatchObject({
    reason: "input_invalid",
    message: expect.stringContaining("--all-enabled"),
  });
  expect(await people(world)).toEqual([]);
  expect(await run(world, fixture("entra-group-members.csv"), { activate: true, allEnabled: true })).toEqual([
    "2 tove.ek@northwind.test created: active",
    "3 ulf.left@northwind.test created: active",
    "4  skipped: line: is no person's",
  ]);
});

it("names the columns that it reads nothing from, and those of the status", async () => {
  const { unreadColumns, statusColumns } = await openPeopleFile(fixture("slack-members.csv"));
  expect(statusColumns).toEqual(["status"]);
  expect(unreadColumns).toEqual(["username", "billing-active", "has-2fa", "has-sso", "userid", "expiration-timestamp"]);
});

it("decides everything in a dry run, and changes nothing", async () => {
  await using world = await operatorWorld();
  const before = await snapshot(world);
  const file = "email,groups\na@northwind.test,Desk\nb@northwind.test,desk\nA@northwind.test,\n";
  const report = [
    "2 a@northwind.test created: pending; new group Desk",
    "3 b@northwind.test created: pending",
    "4 a@northwind.test unchanged: exists: line 2 has this mailbox too",
  ];
  expect(await run(world, bytesOf(file), { dryRun: true })).toEqual(report);
  expect(await snapshot(world)).toEqual(before);
  expect(await run(world, bytesOf(file))).toEqual(report);
});

it("changes nothing on a second run, and never anybody who is there already", async () => {
  await using world = await operatorWorld();
  await world.inScope((tx) =>
    createUser(
      tx,
      { kind: "operator", id: null },
      {
        email: "astrid.holm@northwind.test",
        firstName: "Ada",
        lastName: null,
        status: "inactive",
        hasAccepted: true,
      },
    ),
  );
  await run(world, fixture("entra.csv"), { activate: true });
  const before = await snapshot(world);
  expect(await run(world, fixture("entra.csv"), { activate: true })).toEqual([
    "2 astrid.holm@northwind.test unchanged: exists; it is inactive here and enabled in the file",
    "4 carl.diaz@northwind.test unchanged: exists",
    "5 reception@northwind.test unchanged: exists",
    "6 dana_partner.test#EXT#@northwind.onmicrosoft.test skipped: userPrincipalName: Not an e-mail address.",
    "3 beni.tanaka@northwind.test unchanged: exists",
    "7 eva@partner.test unchanged: exists",
  ]);
  expect(await run(world, bytesOf("email\nEVA@partner.test\ncarl.diaz@northwind.test"))).toEqual([
    "2 eva@partner.test unchanged: exists",
    "3 carl.diaz@northwind.test unchanged: exists; it is inactive here and enabled in the file",
  ]);
  expect(await snapshot(world)).toEqual(before);
});

it("takes every valid line, whatever stands on the others", async () => {
  await using world = await operatorWorld();
  const lines = [
    "email,firstName,lastName,groups",
    "a@northwind.test,A,One,",
    "b@northwind.test,B,Two,,too,many",
    "c@northwind.test",
    "not an address,C,Three,",
    `d@northwind.test,${"x".repeat(101)},Four,`,
    "e@northwind.test,E\u0000,Five,",
    "f@northwind.test,F,\u202Exis,",
    `g@northwind.test,G,Seven,${"g".repeat(101)}`,
    "a@northwind.test,A,Again,",
    "h@northwind.test,H,Eight,Team A;Team B",
    'i@northwind.test,I "the ninth" N,Nine,',
  ];
  const file = Buffer.concat([
    Buffer.from(`${lines.join("\n")}\nj@northwind.test,J`),
    Buffer.from([0xfc]),
    Buffer.from(",Ten,\n"),
  ]);
  expect(await run(world, bytesOf(file))).toEqual([
    "2 a@northwind.test created: pending",
    "3 b@northwind.test skipped: line: has 6 columns where the header has 4",
    "4 c@northwind.test created: pending",
    "5 not an address skipped: email: Not an e-mail address.",
    "6 d@northwind.test skipped: firstName: Use at most 100 characters.",
    "7 e@northwind.test skipped: firstName: Contains control characters.",
    "8 f@northwind.test skipped: lastName: Contains control characters.",
    "9 g@northwind.test skipped: groups: Use at most 100 characters.",
    "10 a@northwind.test unchanged: exists: line 2 has this mailbox too",
    "11 h@northwind.test created: pending; new group Team A; new group Team B",
    "12 i@northwind.test created: pending",
    "13 j@northwind.test skipped: firstName: is not UTF-8 text",
  ]);
});

it("reports an open quote where it opens, and takes the lines after it", async () => {
  await using world = await operatorWorld();
  const file = 'email,firstName\na@northwind.test,"A\nb@northwind.test,B\nc@northwind.test,"C"\nd@northwind.test,D\n';
  expect(await run(world, bytesOf(file))).toEqual([
    "2  skipped: line: a quote is opened and never closed",
    "3 b@northwind.test created: pending",
    "4 c@northwind.test created: pending",
    "5 d@northwind.test created: pending",
  ]);
  const endless = `email,firstName\nx@northwind.test,X\ny@northwind.test,"${"y\n".repeat(1_000)}z@northwind.test,Z\n`;
  const report = await run(world, bytesOf(endless));
  expect(report.slice(0, 2)).toEqual([
    "2 x@northwind.test created: pending",
    "3  skipped: line: a quote is opened and never closed",
  ]);
  expect(report.at(-1)).toBe("1003 z@northwind.test created: pending");
});

it("goes on at the next line break after a line that is too long", async () => {
  await using world = await operatorWorld();
  const good = Array.from({ length: 50 }, (_, at) => `p${at}@northwind.test,P`);
  const file = ["email,firstName", `long@northwind.test,${"x".repeat(70_000)}`, ...good].join("\n");
  const report = await run(world, bytesOf(file));
  expect(report).toHaveLength(51);
  expect(report[0]).toBe("2  skipped: line: longer than 65536 characters; is a quote left open?");
  expect(report.at(-1)).toBe("52 p49@northwind.test created: pending");
});

it("takes a field of several lines, and counts them", async () => {
  await using world = await operatorWorld();
  expect(await run(world, bytesOf('email,firstName,note\na@northwind.test,A,"1\n2"\nb@northwind.test,B,\n'))).toEqual([
    "2 a@northwind.test created: pending",
    "4 b@northwind.test created: pending",
  ]);
});

it.each(["", "\n", "name,phone\nAda,1\n", '{"email":"a@northwind.test"}', "a@northwind.test,Ada,One\n"])(
  "refuses a file without a known header: %j",
  async (text) => {
    await expect(openPeopleFile(bytesOf(text))).rejects.toMatchObject({ code: "BAD_REQUEST" });
  },
);

it("takes UTF-16, with a byte order mark and without", async () => {
  await using world = await operatorWorld();
  const text = Buffer.from("email,firstName\r\na@northwind.test,Zoë\r\n", "utf16le");
  await run(world, bytesOf(text));
  expect(await people(world)).toEqual(["a@northwind.test Zoë - pending [] Member"]);
  const marked = Buffer.concat([Buffer.from([0xff, 0xfe]), text]);
  expect(await run(world, bytesOf(marked))).toEqual(["2 a@northwind.test unchanged: exists"]);
});

it("names the existing group whose roles come with it", async () => {
  await using world = await operatorWorld();
  await run(world, bytesOf("email,groups\na@northwind.test,Desk"));
  await world.inScope((tx) =>
    tx.execute(sql`insert into group_roles select g.tenant_id, g.id, r.id from groups g join roles r using (tenant_id)
      where tenant_id = ${tx.tenantId} and g.name = 'Desk' and r.system = 'SUPPORT'`),
  );
  expect(await run(world, bytesOf("email,groups\nb@northwind.test,Desk"))).toEqual([
    "2 b@northwind.test created: pending; has the roles of group Desk",
  ]);
});

it("leaves a trail of people and groups, by the operator", async () => {
  await using world = await operatorWorld();
  await run(world, bytesOf("email,groups\na@northwind.test,Desk;Field\nb@northwind.test,Desk"));
  const events = await world.inScope((tx) =>
    tx
      .select({ action: auditEvents.action, actor: auditEvents.actorKind, n: sql<number>`count(*)::int` })
      .from(auditEvents)
      .where(eq(auditEvents.tenantId, tx.tenantId))
      .groupBy(auditEvents.action, auditEvents.actorKind)
      .orderBy(auditEvents.action),
  );
  expect(events).toEqual([
    { action: "group.created", actor: "operator", n: 2 },
    { action: "tenant.created", actor: "operator", n: 1 },
    { action: "user.created", actor: "operator", n: 3 },
  ]);
});

it("keeps to its tenant", async () => {
  await using world = await operatorWorld();
  const other = await world.aTenant("contoso");
  await run(world, bytesOf("email,groups\na@northwind.test,Desk"));
  expect(await run({ ctx: other }, bytesOf("email,groups\na@northwind.test,Desk"))).toEqual([
    "2 a@northwind.test created: pending; new group Desk",
  ]);
});

type RunOptions = Partial<ImportPeople> & { readonly ignoredColumns?: readonly string[] };

async function run(world: Pick<OperatorWorld, "ctx">, file: AsyncIterable<Uint8Array>, more: RunOptions = {}) {
  const { ignoredColumns = [], ...options } = { activate: false, ...more };
  const opened = await openPeopleFile(file, { ignoredColumns });
  const report: string[] = [];
  for await (const { line, what, outcome, detail } of importPeople(world.ctx, opened, options)) {
    report.push(`${line} ${what} ${outcome === "unchanged" ? "unchanged" : outcome}: ${detail}`);
  }
  return report;
}

async function people(world: OperatorWorld) {
  const rows = await world.inScope((tx) =>
    tx
      .select({
        email: users.email,
        firstName: users.firstName,
        lastName: users.lastName,
        status: users.status,
        accepted: sql<boolean>`${users.acceptedAt} is not null`,
        groups: sql<string>`array_to_string(array(select g.name from group_members m join groups g on g.tenant_id = m.tenant_id
          and g.id = m.group_id where m.tenant_id = users.tenant_id and m.user_id = users.id order by g.name), ',')`,
        roles: sql<string>`array_to_string(array(select r.name from user_roles m join roles r on r.tenant_id = m.tenant_id
          and r.id = m.role_id where m.tenant_id = users.tenant_id and m.user_id = users.id order by r.name), ',')`,
      })
      .from(users)
      .where(and(eq(users.tenantId, tx.tenantId), eq(users.isOwner, false)))
      .orderBy(users.email),
  );
  return rows.map(
    (row) =>
      `${row.email} ${row.firstName ?? "-"} ${row.lastName ?? "-"} ${row.status}${row.accepted ? " accepted" : ""} [${row.groups}] ${row.roles}`,
  );
}

/** Everything that a run could have touched. */
async function snapshot(world: OperatorWorld) {
  return world.inScope((tx) =>
    tx.execute(sql`select (select json_agg(u order by id) from users u where tenant_id = ${tx.tenantId}) as users,
      (select json_agg(g order by group_id, user_id) from group_members g where tenant_id = ${tx.tenantId}) as members,
      (select count(*) from audit_events where tenant_id = ${tx.tenantId}) as events`),
  );
}
