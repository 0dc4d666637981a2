import { newId } from "@portcullis/db/ids";
import { auditEvents } from "@portcullis/db/schema/audit";
import { invitations } from "@portcullis/db/schema/invitations";
import { noMailer } from "@portcullis/runtime/mail/mailer";
import { and, eq, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { acceptInvitation, inspectInvitation } from "../invitation/accept-invitation.ts";
import type { PublicContext } from "../kernel/context.ts";
import { bytesOf } from "../testing/collect.ts";
import { type OperatorFixture, operatorFixture } from "../testing/operator-fixture.ts";
import { importPeople } from "./import-people.ts";
import { voidInvitationBatch, writeInvitationLinks } from "./invite-people.ts";
import { openPeopleFile } from "./open-people-file.ts";

const publicUrl = new URL("https://console.northwind.test");

it("writes links that ask for the address they were made for, and voids them as one", async () => {
  await using fixture = await fixtureOf("a", "b");
  const links = new Map<string, string>();
  const batchId = newId();
  const write = async (made: readonly { email: string; link: string }[]) => {
    for (const { email, link } of made) links.set(email, new URL(link).hash.slice(1));
  };
  const emails = [emailOf("a"), emailOf("b")];
  const run = () => writeInvitationLinks({ ...fixture.ctx, publicUrl }, { emails, batchId, write });
  expect(await run()).toEqual({ done: 2, total: 2 });
  expect(await run()).toEqual({ done: 0, total: 0 });
  const ctx = publicContext(fixture);
  const token = links.get(emailOf("a")) ?? "";
  expect(await inspectInvitation(ctx, { token })).toMatchObject({ email: null, firstName: null, status: "open" });
  const person = { token, firstName: "Ada", lastName: null, password: "seven purple bicycles" };
  for (const email of [undefined, emailOf("b")]) {
    await expect(acceptInvitation(ctx, { ...person, email })).rejects.toMatchObject({
      code: "BAD_REQUEST",
      field: "email",
    });
  }
  expect(await acceptInvitation(ctx, { ...person, email: emailOf("a") })).toMatchObject({ email: emailOf("a") });
  expect(await voidInvitationBatch(fixture.ctx, batchId)).toEqual({ voided: 1, stopped: 0 });
  expect(await voidInvitationBatch(fixture.ctx, batchId)).toEqual({ voided: 0, stopped: 0 });
  await expect(inspectInvitation(ctx, { token: links.get(emailOf("b")) ?? "" })).rejects.toMatchObject({
    reason: "invitation_void",
  });
  expect(await actionsOf(fixture)).toEqual([
    "user.invitation_resent",
    "user.invitation_resent",
    "user.invitation_revoked",
  ]);
});

it("makes no link hold whose line was not written", async () => {
  await using fixture = await fixtureOf("a");
  const write = () => Promise.reject(new Error("disk full"));
  const of = { emails: [emailOf("a")], batchId: newId(), write };
  await expect(writeInvitationLinks({ ...fixture.ctx, publicUrl }, of)).rejects.toThrow("disk full");
  expect(await fixture.inScope((tx) => tx.$count(invitations))).toBe(0);
});

const emailOf = (name: string) => `${name}@northwind.test`;

async function fixtureOf(...names: string[]): Promise<OperatorFixture> {
  const fixture = await operatorFixture();
  const file = await openPeopleFile(bytesOf(`email\n${names.map(emailOf).join("\n")}\n`));
  for await (const { outcome } of importPeople(fixture.ctx, file, { activate: false })) expect(outcome).toBe("created");
  return fixture;
}

function publicContext(fixture: OperatorFixture): PublicContext {
  return {
    db: fixture.ctx.db,
    from: { address: "192.0.2.1", agent: null },
    mailer: noMailer,
    publicUrl,
    factorKey: Buffer.alloc(32),
    log: () => {},
  };
}

async function actionsOf(fixture: OperatorFixture): Promise<string[]> {
  const rows = await fixture.inScope((tx) =>
    tx
      .select({ action: auditEvents.action })
      .from(auditEvents)
      .where(and(eq(auditEvents.actorKind, "operator"), sql`${auditEvents.action} like 'user.invitation%'`))
      .orderBy(auditEvents.action),
  );
  return rows.map(({ action }) => action);
}
