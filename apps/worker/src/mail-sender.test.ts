import { createInternalCaller } from "@portcullis/api/internal-router";
import { invitationProgressOf } from "@portcullis/api/invitation/get-sending-invitations";
import { queueInvitations } from "@portcullis/api/invitation/queue-invitations";
import { openFixture } from "@portcullis/api/testing/fixture";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { newId } from "@portcullis/db/ids";
import type { MailOutcome } from "@portcullis/runtime/mail/mailer";
import { pino } from "pino";
import { expect, it } from "vitest";
import { startMailSender } from "./mail-sender.ts";

const publicUrl = new URL("https://console.test");

/** A tenant with people who wait for their invitation, and workers with a mail server that answers as told. */
async function queueOf(many: number) {
  await using building = new AsyncDisposableStack();
  const fixture = building.use(await openFixture());
  const owner = openDatabase(fixture.ownerUrl, { applicationName: "portcullis-test-operator", max: 2 });
  building.defer(() => closeDatabase(owner));
  const ctx = { db: owner, principal: { kind: "operator", tenantId: fixture.tenantId } } as const;
  const people = await Promise.all(Array.from({ length: many }, () => fixture.aUser({ status: "pending" })));
  const runId = newId();
  await queueInvitations(ctx, { runId, emails: people.map(({ email }) => email) });
  const sent: string[] = [];
  const tried: number[] = [];
  const server = { outcome: "sent" as MailOutcome };
  const aWorker = () => {
    const mailer = {
      isOn: true,
      send: ({ to }: { readonly to: string }) => {
        tried.push(performance.now());
        if (server.outcome === "sent") sent.push(to);
        return Promise.resolve(server.outcome);
      },
      close: () => {},
    };
    const sender = startMailSender({
      caller: createInternalCaller({ db: fixture.db, principal: { kind: "worker" }, mail: { mailer, publicUrl } }),
      log: pino({ level: "silent" }),
      onSilence: () => {},
      restMs: 600_000,
    });
    return { ...sender, [Symbol.asyncDispose]: () => sender.stop() };
  };
  const stack = building.move();
  return {
    emails: people.map(({ email }) => email).toSorted(),
    sent,
    tried,
    server,
    aWorker,
    progress: () => invitationProgressOf(ctx, runId),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

it("mails everybody once, several at work, and goes on where one ended", async () => {
  await using queue = await queueOf(30);
  {
    await using first = queue.aWorker();
    await expect.poll(() => queue.sent.length).toBeGreaterThan(0);
    expect(first.isHealthy()).toBe(true);
  }
  await using _second = queue.aWorker();
  await using _third = queue.aWorker();
  await expect.poll(queue.progress, { timeout: 20_000 }).toMatchObject({ total: 30, sent: 30, waiting: 0 });
  expect(queue.sent.toSorted()).toEqual(queue.emails);
});

it("leaves a mail server alone that takes nothing", async () => {
  await using queue = await queueOf(12);
  queue.server.outcome = "failed";
  const worker = queue.aWorker();
  await expect.poll(() => queue.tried.length).toBeGreaterThanOrEqual(5);
  await worker.stop();
  // Two are on their way at once.
  expect(queue.tried.length).toBeLessThanOrEqual(6);
  expect(await queue.progress()).toMatchObject({ sent: 0, failed: 0, waiting: 12 });
});
