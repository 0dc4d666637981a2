import { createReadStream } from "node:fs";
import { expect, it } from "vitest";
import { bytesOf } from "../testing/collect.ts";
import { operatorFixture } from "../testing/operator-fixture.ts";
import { peopleLines, runPeopleImport } from "../testing/people-import.ts";

const sampleFile = (name: string) => createReadStream(new URL(`fixtures/${name}`, import.meta.url));

it("takes the user export of Google Workspace", async () => {
  await using fixture = await operatorFixture();
  expect(await runPeopleImport(fixture, sampleFile("google-workspace.csv"))).toEqual([
    "2 amelie.lefevre@northwind.test created: pending; new group Staff/Engineering",
    "3 jonas.oneill@northwind.test created: pending; new group Staff/Sales",
    "4 rosa.marin@northwind.test created: inactive",
    "6 printroom@northwind.test created: pending",
    "7 kofi.mensah@northwind skipped: Email Address [Required]: Not an e-mail address.",
    "8 li.wei@northwind.test created: pending; new group Contractors/Engineering",
  ]);
  expect(await peopleLines(fixture)).toEqual([
    "amelie.lefevre@northwind.test Amélie Lefèvre pending [Staff/Engineering] Member",
    "jonas.oneill@northwind.test Jonas O'Neill pending [Staff/Sales] Member",
    "li.wei@northwind.test Li Wei pending [Contractors/Engineering] Member",
    "printroom@northwind.test Print Room pending [] Member",
    "rosa.marin@northwind.test Rosa Marín inactive [Staff/Sales] Member",
  ]);
});

it("takes the user export of Microsoft Entra and activates whoever is enabled", async () => {
  await using fixture = await operatorFixture();
  expect(await runPeopleImport(fixture, sampleFile("entra.csv"), { activate: true })).toEqual([
    "2 astrid.holm@northwind.test created: active; new group Finance",
    "4 carl.diaz@northwind.test created: inactive; new group Engineering",
    "5 reception@northwind.test created: active",
    "6 dana_partner.test#EXT#@northwind.onmicrosoft.test skipped: userPrincipalName: Not an e-mail address.",
    // Whose mailbox is called otherwise than the account comes last.
    "3 beni.tanaka@northwind.test created: active",
    "7 eva@partner.test created: active",
  ]);
  expect(await peopleLines(fixture)).toEqual([
    "astrid.holm@northwind.test Astrid Holm active accepted [Finance] Member",
    "beni.tanaka@northwind.test Beni Tanaka active accepted [Engineering] Member",
    "carl.diaz@northwind.test Carl Díaz inactive accepted [Engineering] Member",
    "eva@partner.test Eva Guest active accepted [] Member",
    "reception@northwind.test Reception Desk - active accepted [] Member",
  ]);
});

it("takes Entra's newer spelling of its columns", async () => {
  await using fixture = await operatorFixture();
  expect(await runPeopleImport(fixture, sampleFile("entra-new-spelling.csv"))).toEqual([
    "2 frank.ode@northwind.test created: pending; new group Legal",
    "3 gia.rossi@northwind.test created: inactive",
  ]);
});

it("takes Microsoft 365's list, where a blocked credential means disabled", async () => {
  await using fixture = await operatorFixture();
  const file =
    "Block credential,Display name,User principal name\nTrue,Kay Lo,kay@northwind.test\nFalse,Lu Ma,lu@northwind.test\n";
  expect(await runPeopleImport(fixture, bytesOf(file))).toEqual([
    "2 kay@northwind.test created: inactive",
    "3 lu@northwind.test created: pending",
  ]);
});

it("takes the plain columns as Excel writes them: semicolons, a byte order mark, CRLF, quotes", async () => {
  await using fixture = await operatorFixture();
  expect(await runPeopleImport(fixture, sampleFile("plain-excel.csv"))).toEqual([
    "2 hana@northwind.test created: pending; new group Design; new group Night Shift",
    "3 ivo@northwind.test created: pending",
    "4  skipped: email: May not be empty.",
    "5 jim@northwind.test created: pending",
  ]);
  expect(await peopleLines(fixture)).toEqual([
    "hana@northwind.test Hana Sato pending [Design,Night Shift] Member",
    `ivo@northwind.test Ivo "the one" Berg; von pending [Design] Member`,
    "jim@northwind.test - - pending [] Member",
  ]);
});

it("takes Google's download with chosen columns", async () => {
  await using fixture = await operatorFixture();
  expect(await runPeopleImport(fixture, sampleFile("google-selected-columns.csv"), { activate: true })).toEqual([
    "2 rita.falk@northwind.test created: active",
    "3 sven.aas@northwind.test created: inactive",
  ]);
});

it("takes Microsoft 365's list, whose mailbox is the primary one of the proxy addresses", async () => {
  await using fixture = await operatorFixture();
  expect(await runPeopleImport(fixture, sampleFile("m365-active-users.csv"), { activate: true })).toEqual([
    "3 kim.past@northwind.test created: inactive",
    "2 jon.kerr@northwind.test created: active",
  ]);
});

it("gives a mailbox that two accounts share to the one that is called like it", async () => {
  await using fixture = await operatorFixture();
  const report = [
    "3 astrid.holm@northwind.test created: active; new group IT",
    "2 astrid.holm@northwind.test skipped: email: line 3 has the same mailbox, and this account is disabled",
  ];
  expect(await runPeopleImport(fixture, sampleFile("entra-shared-mailbox.csv"), { activate: true })).toEqual(report);
  expect(await peopleLines(fixture)).toEqual(["astrid.holm@northwind.test Astrid Holm active accepted [IT] Member"]);
});

it("takes a line above the header, as Excel and PowerShell write it", async () => {
  await using fixture = await operatorFixture();
  expect(await runPeopleImport(fixture, sampleFile("excel-sep.csv"))).toEqual([
    "3 zoe.hall@northwind.test created: pending; new group Legal",
  ]);
  const powershell = '#TYPE Selected.System.String\r\n"email","firstName"\r\n"yan@northwind.test","Yan"\r\n';
  expect(await runPeopleImport(fixture, bytesOf(powershell))).toEqual(["3 yan@northwind.test created: pending"]);
});

it("takes domains that are not ASCII in one form", async () => {
  await using fixture = await operatorFixture();
  expect(await runPeopleImport(fixture, sampleFile("punycode.csv"))).toEqual([
    "2 olga@xn--e1aybc.xn--p1ai created: pending",
    "3 olga@xn--e1aybc.xn--p1ai unchanged: exists: line 2 has the same mailbox",
    "4 max@xn--mnchen-3ya.test created: pending",
  ]);
});

it("takes groups whose names differ in case only for one, also one that is there", async () => {
  await using fixture = await operatorFixture();
  expect(await runPeopleImport(fixture, sampleFile("entra-group-case.csv"))).toEqual([
    "2 fay@northwind.test created: pending; new group Finance",
    "3 gus@northwind.test created: pending",
    "4 hal@northwind.test created: pending",
    "5 ida@northwind.test created: pending",
  ]);
  await runPeopleImport(fixture, bytesOf("email,groups\njo@northwind.test,FINANCE;finance\n"));
  expect(new Set((await peopleLines(fixture)).map((line) => /\[.*\]/.exec(line)?.[0]))).toEqual(new Set(["[Finance]"]));
});
