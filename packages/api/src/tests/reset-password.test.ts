import { randomUUID } from "node:crypto";
import { sessions } from "@portcullis/db/schema/sessions";
import { permissions } from "@portcullis/domain/permission";
import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { ageMails } from "../testing/age-mails.ts";
import { refusalOf } from "../testing/refusal.ts";
import { testWorld } from "../testing/world.ts";

const hour = 3_600_000;

it("makes a link for a day, mails it, answers what became of the mail, and ends no session yet", async () => {
  await using world = await testWorld();
  const user = await world.aPerson({ role: "BASIC" });
  const made = await world.admin.call.user.resetPassword({ id: user.id });
  expect(made).toMatchObject({ mail: "sent" });
  expect(made.link).toMatch(/^https:\/\/console\.test\/reset-password#[\w-]{64}$/);
  expect(made.expiresAt.getTime()).toBeGreaterThan(Date.now() + 23 * hour);
  expect(world.mailer.sent).toMatchObject([{ text: expect.stringContaining(made.link) as string }]);
  expect(await user.call.account.me()).toMatchObject({ id: user.id });

  world.mailer.outcome = "off";
  await ageMails(world, 60);
  const again = await world.admin.call.user.resetPassword({ id: user.id });
  expect(again).toMatchObject({ mail: "off" });
  expect(again.link).not.toBe(made.link);
  const { items } = await world.owner.call.audit.list({ targetId: user.id });
  expect(items.map(({ action, actor }) => [action, actor.id])).toEqual([
    ["user.password_reset_requested", world.admin.id],
    ["user.password_reset_requested", world.admin.id],
  ]);
  expect(JSON.stringify(items)).not.toContain(new URL(again.link).hash.slice(1));
});

it("is refused for the owner, oneself, whoever holds more, and whoever is not active", async () => {
  await using world = await testWorld();
  const almighty = await world.aPerson({ permissions });
  const support = await world.aPerson({ role: "SUPPORT" });
  const reset = (of: typeof support, id: string) => refusalOf(of.call.user.resetPassword({ id }));
  expect(await reset(almighty, world.owner.id)).toMatchObject({ code: "FORBIDDEN", reason: "owner_protected" });
  expect(await reset(world.owner, world.owner.id)).toMatchObject({ code: "FORBIDDEN", reason: "self_protected" });
  expect(await reset(almighty, almighty.id)).toMatchObject({ code: "FORBIDDEN", reason: "self_protected" });
  expect(await reset(support, world.admin.id)).toMatchObject({ code: "FORBIDDEN", reason: "privilege_ceiling" });
  for (const status of ["pending", "inactive"] as const) {
    const { id } = await world.aUser({ status });
    expect(await reset(world.admin, id)).toMatchObject({ code: "CONFLICT", reason: "user_not_active" });
  }
  const member = await world.aPerson({ role: "BASIC" });
  expect(await reset(member, support.id)).toMatchObject({ code: "FORBIDDEN", reason: "permission_missing" });
  const other = await world.aTenant();
  expect(await reset(other.owner, member.id)).toEqual(await reset(other.owner, randomUUID()));
  expect(await reset(other.owner, member.id)).toMatchObject({ code: "NOT_FOUND" });
  expect(world.mailer.sent).toEqual([]);
});

it("asks for a proof of who one is that is not older than ten minutes", async () => {
  await using world = await testWorld();
  const user = await world.aUser({ role: "BASIC" });
  await world.inScope((tx) =>
    tx
      .update(sessions)
      .set({ confirmedAt: new Date(Date.now() - 11 * 60_000) })
      .where(eq(sessions.id, world.admin.sessionId)),
  );
  expect(await refusalOf(world.admin.call.user.resetPassword({ id: user.id }))).toMatchObject({
    code: "FORBIDDEN",
    reason: "confirmation_required",
  });
});
