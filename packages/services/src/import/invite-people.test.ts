import { newId } from "@portcullis/db/ids";
import { auditEvents } from "@portcullis/db/schema/audit";
import { invitations } from "@portcullis/db/schema/invitations";
import { mailsPerHour } from "@portcullis/domain/mail-budget";
import type { Mail, Mailer, MailOutcome } from "@portcullis/mail/mailer";
import { and, eq, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import type { PublicContext } from "../context.ts";
import { acceptInvitation } from "../invitation/accept-invitation.ts";
import { inspectInvitation } from "../invitation/inspect-invitation.ts";
import { bytesOf } from "../testing/collect.ts";
import { type OperatorWorld, operatorWorld } from "../testing/operator-world.ts";
import { importPeople } from "./import-people.ts";
import {
  type InvitationProgress,
  mailInvitations,
  voidInvitationBatch,
  writeInvitationLinks,
} from "./invite-people.ts";
import { openPeopleFile } from "./open-people-file.ts";

const publicUrl = new URL("https://console.northwind.test");

it("mails an invitation to whoever is pending, and goes on where a run ended", async () => {
  await using world = await worldOf("a", "b", "c");
  const post = postbox("sent", "failed", "sent");
  const emails = ["a", "b", "c", "nobody"].map(emailOf);
  expect(await mail(world, post, emails)).toEqual({ done: 2, failed: 1, total: 3 });
  const again = postbox();
  expect(await mail(world, again, emails)).toEqual({ done: 1, failed: 0, total: 1 });
  expect(again.mails.map(({ to }) => to)).toEqual(post.refused);
  const link = /https:\S+/.exec(again.mails[0]?.text ?? "")?.[0] ?? "";
  const open = await inspectInvitation(publicContext(world), { token: new URL(link).hash.slice(1) });
  expect(open).toMatchObject({ email: post.refused[0], status: "open" });
  expect(await mail(world, postbox(), emails)).toBeUndefined();
});

it("waits where the mails of the hour are used up, and forgets nobody", async () => {
  await using world = await worldOf("a");
  await world.inScope((tx) =>
    tx.execute(sql`insert into sign_in_throttle (scope, key, attempts, window_started_at)
      select 'mail', sha256(convert_to('["mail of tenant",' || to_json(${tx.tenantId}::text) || ']', 'utf8')),
        ${mailsPerHour.tenant}::int, now() - interval '59 minutes'`),
  );
  const waits: number[] = [];
  const post = postbox();
  const pause = async (seconds: number) => {
    waits.push(seconds);
    expect(post.mails).toEqual([]);
    await world.inScope((tx) => tx.execute(sql`delete from sign_in_throttle where scope = 'mail'`));
  };
  expect(await mail(world, post, [emailOf("a")], pause)).toEqual({ done: 1, failed: 0, total: 1 });
  expect(waits).toEqual([expect.any(Number)]);
  expect(waits[0]).toBeLessThanOrEqual(60);
});

it("ends where the mail server takes nothing", async () => {
  await using world = await worldOf("a", "b", "c", "d", "e", "f");
  const post = postbox(...Array.from({ length: 6 }, () => "failed" as const));
  await expect(mail(world, post, ["a", "b", "c", "d", "e", "f"].map(emailOf))).rejects.toThrow("run the same again");
  expect(post.refused).toHaveLength(5);
});

it("writes links that ask for the address they were made for, and voids them as one", async () => {
  await using world = await worldOf("a", "b");
  const links = new Map<string, string>();
  const batchId = newId();
  const write = async (made: readonly { email: string; link: string }[]) => {
    for (const { email, link } of made) links.set(email, new URL(link).hash.slice(1));
  };
  const emails = [emailOf("a"), emailOf("b")];
  const run = () => lastOf(writeInvitationLinks({ ...world.ctx, publicUrl }, { emails, batchId, write }));
  expect(await run()).toEqual({ done: 2, failed: 0, total: 2 });
  expect(await run()).toBeUndefined();
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
  expect(await voidInvitationBatch(world.ctx, batchId)).toBe(1);
  expect(await voidInvitationBatch(world.ctx, batchId)).toBe(0);
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
  await expect(lastOf(writeInvitationLinks({ ...world.ctx, publicUrl }, of))).rejects.toThrow("disk full");
  expect(await world.inScope((tx) => tx.$count(invitations))).toBe(0);
});

const emailOf = (name: string) => `${name}@northwind.test`;

async function worldOf(...names: string[]): Promise<OperatorWorld> {
  const world = await operatorWorld();
  const file = await openPeopleFile(bytesOf(`email\n${names.map(emailOf).join("\n")}\n`));
  for await (const { outcome } of importPeople(world.ctx, file, { activate: false })) expect(outcome).toBe("created");
  return world;
}

/** A mail server that answers so, then takes everything. */
function postbox(...outcomes: MailOutcome[]) {
  const mails: Mail[] = [];
  const refused: string[] = [];
  const mailer: Mailer = {
    isOn: true,
    send: async (sent) => {
      const outcome = outcomes.shift() ?? "sent";
      if (outcome === "sent") mails.push(sent);
      else refused.push(sent.to);
      return outcome;
    },
    close: () => {},
  };
  return { mailer, mails, refused };
}

/** As if a minute had gone by since the last mail to anybody. */
async function mail(
  world: OperatorWorld,
  { mailer }: ReturnType<typeof postbox>,
  emails: readonly string[],
  pause = (_seconds: number): Promise<void> => Promise.reject(new Error("There was nothing to wait for.")),
) {
  await world.inScope((tx) =>
    tx.execute(sql`delete from sign_in_throttle where scope = 'mail' and attempts < ${mailsPerHour.tenant}`),
  );
  return lastOf(mailInvitations({ ...world.ctx, mailer, publicUrl }, { emails, batchId: newId(), pause }));
}

async function lastOf(progress: AsyncIterable<InvitationProgress>): Promise<InvitationProgress | undefined> {
  let last: InvitationProgress | undefined;
  for await (const step of progress) last = step;
  return last;
}

function publicContext(world: OperatorWorld): PublicContext {
  return {
    db: world.ctx.db,
    from: { address: "192.0.2.1", agent: null },
    mailer: postbox().mailer,
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
