import { createReadStream } from "node:fs";
import { auditEvents } from "@portcullis/db/schema/audit";
import { eq, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { bytesOf } from "../testing/collect.ts";
import { operatorFixture } from "../testing/operator-fixture.ts";
import { peopleLines, peopleSnapshot, runPeopleImport } from "../testing/people-import.ts";
import { createUser } from "../user/create-user.ts";
import { openPeopleFile } from "./open-people-file.ts";

const sampleFile = (name: string) => createReadStream(new URL(`fixtures/${name}`, import.meta.url));

it("reads the status of a product that it has no format for, and refuses a word that it does not know", async () => {
  await using fixture = await operatorFixture();
  expect(await runPeopleImport(fixture, sampleFile("slack-members.csv"), { activate: true })).toEqual([
    "2 mira.holt@northwind.test created: active",
    "3 piet.gone@northwind.test created: inactive",
    "4 printbot@northwind.test skipped: line: is the account of a bot",
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
  const why = "neither enabled nor disabled; --ignore-column leaves a column out";
  expect(await runPeopleImport(fixture, bytesOf(other), { activate: true })).toEqual([
    "2 a@northwind.test created: active",
    "3 b@northwind.test created: inactive",
    "4 c@northwind.test created: inactive",
    "5 d@northwind.test created: inactive",
    `6 e@northwind.test skipped: Account Status: has a value that means ${why}`,
    `7 f@northwind.test skipped: Account Status: is empty, which means ${why}`,
    `8 g@northwind.test skipped: state: has a value that means ${why}`,
  ]);
  expect(await runPeopleImport(fixture, bytesOf(other), { activate: true, ignoredColumns: ["State"] })).toContain(
    "8 g@northwind.test created: active",
  );
});

it("activates nobody by a file that does not say who is disabled, unless everybody is enabled", async () => {
  await using fixture = await operatorFixture();
  for (const way of ["--activate", "--invite", "--links"] as const) {
    const options = way === "--activate" ? { activate: true } : { invitedBy: way };
    await expect(runPeopleImport(fixture, sampleFile("entra-group-members.csv"), options)).rejects.toMatchObject({
      reason: "input_invalid",
      message: expect.stringMatching(`${way} would .* add --all-enabled`) as string,
    });
  }
  expect(await peopleLines(fixture)).toEqual([]);
  expect(
    await runPeopleImport(fixture, sampleFile("entra-group-members.csv"), { activate: true, allEnabled: true }),
  ).toEqual([
    "2 tove.ek@northwind.test created: active",
    "3 ulf.left@northwind.test created: active",
    "4  skipped: line: is not the account of a person",
  ]);
});

it("names the columns that it reads nothing from, and those of the status", async () => {
  const { unreadColumns, statusColumns } = await openPeopleFile(sampleFile("slack-members.csv"));
  expect(statusColumns).toEqual(["status"]);
  expect(unreadColumns).toEqual(["username", "billing-active", "has-2fa", "has-sso", "userid", "expiration-timestamp"]);
});

it("decides everything in a dry run, and changes nothing", async () => {
  await using fixture = await operatorFixture();
  const before = await peopleSnapshot(fixture);
  const file = "email,groups\na@northwind.test,Desk\nb@northwind.test,desk\nA@northwind.test,\n";
  const report = [
    "2 a@northwind.test created: pending; new group Desk",
    "3 b@northwind.test created: pending",
    "4 a@northwind.test unchanged: exists: line 2 has the same mailbox",
  ];
  expect(await runPeopleImport(fixture, bytesOf(file), { dryRun: true })).toEqual(report);
  expect(await peopleSnapshot(fixture)).toEqual(before);
  expect(await runPeopleImport(fixture, bytesOf(file))).toEqual(report);
});

it("changes nothing on a second run, and never anybody who is there already", async () => {
  await using fixture = await operatorFixture();
  await fixture.inScope((tx) =>
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
  await runPeopleImport(fixture, sampleFile("entra.csv"), { activate: true });
  const before = await peopleSnapshot(fixture);
  expect(await runPeopleImport(fixture, sampleFile("entra.csv"), { activate: true })).toEqual([
    "2 astrid.holm@northwind.test unchanged: exists; it is inactive here and enabled in the file",
    "4 carl.diaz@northwind.test unchanged: exists",
    "5 reception@northwind.test unchanged: exists",
    "6 dana_partner.test#EXT#@northwind.onmicrosoft.test skipped: userPrincipalName: Not an e-mail address.",
    "3 beni.tanaka@northwind.test unchanged: exists",
    "7 eva@partner.test unchanged: exists",
  ]);
  expect(await runPeopleImport(fixture, bytesOf("email\nEVA@partner.test\ncarl.diaz@northwind.test"))).toEqual([
    "2 eva@partner.test unchanged: exists",
    "3 carl.diaz@northwind.test unchanged: exists; it is inactive here and enabled in the file",
  ]);
  expect(await peopleSnapshot(fixture)).toEqual(before);
});

it("takes every valid line, whatever stands on the others", async () => {
  await using fixture = await operatorFixture();
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
  expect(await runPeopleImport(fixture, bytesOf(file))).toEqual([
    "2 a@northwind.test created: pending",
    "3 b@northwind.test skipped: line: has 6 columns where the header has 4",
    "4 c@northwind.test created: pending",
    "5 not an address skipped: email: Not an e-mail address.",
    "6 d@northwind.test skipped: firstName: Use at most 100 characters.",
    "7 e@northwind.test skipped: firstName: Contains control characters.",
    "8 f@northwind.test skipped: lastName: Contains control characters.",
    "9 g@northwind.test skipped: groups: Use at most 100 characters.",
    "10 a@northwind.test unchanged: exists: line 2 has the same mailbox",
    "11 h@northwind.test created: pending; new group Team A; new group Team B",
    "12 i@northwind.test created: pending",
    "13 j@northwind.test skipped: firstName: is not UTF-8 text",
  ]);
});

it("reports an open quote where it opens, and takes the lines after it", async () => {
  await using fixture = await operatorFixture();
  const file = 'email,firstName\na@northwind.test,"A\nb@northwind.test,B\nc@northwind.test,"C"\nd@northwind.test,D\n';
  expect(await runPeopleImport(fixture, bytesOf(file))).toEqual([
    "2  skipped: line: a quote is opened and never closed",
    "3 b@northwind.test created: pending",
    "4 c@northwind.test created: pending",
    "5 d@northwind.test created: pending",
  ]);
  const endless = `email,firstName\nx@northwind.test,X\ny@northwind.test,"${"y\n".repeat(1_000)}z@northwind.test,Z\n`;
  const report = await runPeopleImport(fixture, bytesOf(endless));
  expect(report.slice(0, 2)).toEqual([
    "2 x@northwind.test created: pending",
    "3  skipped: line: a quote is opened and never closed",
  ]);
  expect(report.at(-1)).toBe("1003 z@northwind.test created: pending");
});

it("goes on at the next line break after a line that is too long", async () => {
  await using fixture = await operatorFixture();
  const good = Array.from({ length: 50 }, (_, at) => `p${at}@northwind.test,P`);
  const file = ["email,firstName", `long@northwind.test,${"x".repeat(70_000)}`, ...good].join("\n");
  const report = await runPeopleImport(fixture, bytesOf(file));
  expect(report).toHaveLength(51);
  expect(report[0]).toBe("2  skipped: line: longer than 65536 characters; is a closing quote missing?");
  expect(report.at(-1)).toBe("52 p49@northwind.test created: pending");
});

it("takes a field of several lines, and counts them", async () => {
  await using fixture = await operatorFixture();
  expect(
    await runPeopleImport(fixture, bytesOf('email,firstName,note\na@northwind.test,A,"1\n2"\nb@northwind.test,B,\n')),
  ).toEqual(["2 a@northwind.test created: pending", "4 b@northwind.test created: pending"]);
});

it.each(["", "\n", "name,phone\nAda,1\n", '{"email":"a@northwind.test"}', "a@northwind.test,Ada,One\n"])(
  "refuses a file without a known header: %j",
  async (text) => {
    await expect(openPeopleFile(bytesOf(text))).rejects.toMatchObject({ code: "BAD_REQUEST" });
  },
);

it("takes UTF-16, with a byte order mark and without", async () => {
  await using fixture = await operatorFixture();
  const text = Buffer.from("email,firstName\r\na@northwind.test,Zoë\r\n", "utf16le");
  await runPeopleImport(fixture, bytesOf(text));
  expect(await peopleLines(fixture)).toEqual(["a@northwind.test Zoë - pending [] Member"]);
  const marked = Buffer.concat([Buffer.from([0xff, 0xfe]), text]);
  expect(await runPeopleImport(fixture, bytesOf(marked))).toEqual(["2 a@northwind.test unchanged: exists"]);
});

it("names the existing group whose roles come with it", async () => {
  await using fixture = await operatorFixture();
  await runPeopleImport(fixture, bytesOf("email,groups\na@northwind.test,Desk"));
  await fixture.inScope((tx) =>
    tx.execute(sql`insert into group_roles select g.tenant_id, g.id, r.id from groups g join roles r using (tenant_id)
      where tenant_id = ${tx.tenantId} and g.name = 'Desk' and r.system = 'SUPPORT'`),
  );
  expect(await runPeopleImport(fixture, bytesOf("email,groups\nb@northwind.test,Desk"))).toEqual([
    "2 b@northwind.test created: pending; has the roles of group Desk",
  ]);
});

it("leaves an audit log of people and groups, by the operator", async () => {
  await using fixture = await operatorFixture();
  await runPeopleImport(fixture, bytesOf("email,groups\na@northwind.test,Desk;Field\nb@northwind.test,Desk"));
  const events = await fixture.inScope((tx) =>
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
  await using fixture = await operatorFixture();
  const other = await fixture.aTenant("contoso");
  await runPeopleImport(fixture, bytesOf("email,groups\na@northwind.test,Desk"));
  expect(await runPeopleImport({ ctx: other }, bytesOf("email,groups\na@northwind.test,Desk"))).toEqual([
    "2 a@northwind.test created: pending; new group Desk",
  ]);
});
