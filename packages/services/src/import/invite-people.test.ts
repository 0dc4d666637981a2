import { newId } from "@portcullis/db/ids";
import { auditEvents } from "@portcullis/db/schema/audit";
import { invitations } from "@portcullis/db/schema/invitations";
import { noMailer } from "@portcullis/mail/no-mailer";
import { and, eq, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import type { PublicContext } from "../context.ts";
import { acceptInvitation } from "../invitation/accept-invitation.ts";
import { inspectInvitation } from "../invitation/inspect-invitation.ts";
import { bytesOf } from "../testing/collect.ts";
import { type OperatorWorld, operatorWorld } from "../testing/operator-world.ts";
import { importPeople } from "./import-people.ts";
import { voidInvitationBatch, writeInvitationLinks } from "./invite-people.ts";
import { openPeopleFile } from "./open-people-file.ts";

const publicUrl = new URL("https://console.northwind.test");

it("writes links that ask for the address they were made for, and voids them as one", async () => {
  await using world = await worldOf("a", "b");
  const links = new Map<string, string>();
  const batchId = newId();
  const write = async (made: readonly { email: string; link: string }[]) => {
    for (const { email, link } of made) links.set(email, new URL(link).hash.slice(1));
  };
  const emails = [emailOf("a"), emailOf("b")];
  const run = () => writeInvitationLinks({ ...world.ctx, publicUrl }, { emails, batchId, write });
  expect(await run()).toEqual({ done: 2, total: 2 });
  expect(await run()).toEqual({ done: 0, total: 0 });
  const ctx = publicContext(world);
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
  expect(await voidInvitationBatch(world.ctx, batchId)).toEqual({ voided: 1, stopped: 0 });
  expect(await voidInvitationBatch(world.ctx, batchId)).toEqual({ voided: 0, stopped: 0 });
  await expect(inspectInvitation(ctx, { token: links.get(emailOf("b")) ?? "" })).rejects.toMatchObject({
    reason: "invitation_void",
  });
  expect(await actionsOf(world)).toEqual([
    "user.invitation_resent",
    "user.invitation_resent",
    "user.invitation_revoked",
  ]);
});

it("makes no link hold whose line was not written", async () => {
  await using world = await worldOf("a");
  const write = () => Promise.reject(new Error("disk full"));
  const of = { emails: [emailOf("a")], batchId: newId(), write };
  await expect(writeInvitationLinks({ ...world.ctx, publicUrl }, of)).rejects.toThrow("disk full");
  expect(await world.inScope((tx) => tx.$count(invitations))).toBe(0);
});

const emailOf = (name: string) => `${name}@northwind.test`;

async function worldOf(...names: string[]): Promise<OperatorWorld> {
  const world = await operatorWorld();
  const file = await openPeopleFile(bytesOf(`email\n${names.map(emailOf).join("\n")}\n`));
  for await (const { outcome } of importPeople(world.ctx, file, { activate: false })) expect(outcome).toBe("created");
  return world;
}

function publicContext(world: OperatorWorld): PublicContext {
  return {
    db: world.ctx.db,
    from: { address: "192.0.2.1", agent: null },
    mailer: noMailer,
    publicUrl,
    factorKey: Buffer.alloc(32),
    log: () => {},
  };
}

async function actionsOf(world: OperatorWorld): Promise<string[]> {
  const rows = await world.inScope((tx) =>
    tx
      .select({ action: auditEvents.action })
      .from(auditEvents)
      .where(and(eq(auditEvents.actorKind, "operator"), sql`${auditEvents.action} like 'user.invitation%'`))
      .orderBy(auditEvents.action),
  );
  return rows.map(({ action }) => action);
}
