import { randomUUID } from "node:crypto";
import { sessions } from "@portcullis/db/schema/sessions";
import { permissions } from "@portcullis/domain/permission";
import { toTimestamp } from "@portcullis/domain/timestamp";
import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { ageMails } from "../testing/age-mails.ts";
import { openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";

const hour = 3_600_000;

it("makes a link for a day, mails it, answers what became of the mail, and ends no session yet", async () => {
  await using fixture = await openFixture();
  const user = await fixture.aPerson({ role: "BASIC" });
  const made = await fixture.admin.call.user.resetPassword({ id: user.id });
  expect(made).toMatchObject({ mail: "sent" });
  expect(made.link).toMatch(/^https:\/\/console\.test\/reset-password#[\w-]{64}$/);
  expect(Date.parse(made.expiresAt)).toBeGreaterThan(Date.now() + 23 * hour);
  expect(fixture.mailer.sent).toMatchObject([{ text: expect.stringContaining(made.link) as string }]);
  expect(await user.call.account.me()).toMatchObject({ id: user.id });

  fixture.mailer.outcome = "off";
  await ageMails(fixture, 60);
  const again = await fixture.admin.call.user.resetPassword({ id: user.id });
  expect(again).toMatchObject({ mail: "off" });
  expect(again.link).not.toBe(made.link);
  const { items } = await fixture.owner.call.audit.list({ targetId: user.id });
  expect(items.map(({ action, actor }) => [action, actor.id])).toEqual([
    ["user.password_reset_requested", fixture.admin.id],
    ["user.password_reset_requested", fixture.admin.id],
  ]);
  expect(JSON.stringify(items)).not.toContain(new URL(again.link).hash.slice(1));
});

it("is refused for the owner, oneself, whoever holds more, and whoever is not active", async () => {
  await using fixture = await openFixture();
  const almighty = await fixture.aPerson({ permissions });
  const support = await fixture.aPerson({ role: "SUPPORT" });
  const reset = (of: typeof support, id: string) => refusalOf(of.call.user.resetPassword({ id }));
  expect(await reset(almighty, fixture.owner.id)).toMatchObject({ code: "FORBIDDEN", reason: "owner_protected" });
  expect(await reset(fixture.owner, fixture.owner.id)).toMatchObject({ code: "FORBIDDEN", reason: "self_protected" });
  expect(await reset(almighty, almighty.id)).toMatchObject({ code: "FORBIDDEN", reason: "self_protected" });
  expect(await reset(support, fixture.admin.id)).toMatchObject({ code: "FORBIDDEN", reason: "privilege_ceiling" });
  for (const status of ["pending", "inactive"] as const) {
    const { id } = await fixture.aUser({ status });
    expect(await reset(fixture.admin, id)).toMatchObject({ code: "CONFLICT", reason: "user_not_active" });
  }
  const member = await fixture.aPerson({ role: "BASIC" });
  expect(await reset(member, support.id)).toMatchObject({ code: "FORBIDDEN", reason: "permission_missing" });
  const other = await fixture.aTenant();
  expect(await reset(other.owner, member.id)).toEqual(await reset(other.owner, randomUUID()));
  expect(await reset(other.owner, member.id)).toMatchObject({ code: "NOT_FOUND" });
  expect(fixture.mailer.sent).toEqual([]);
});

it("asks for a proof of who one is that is not older than ten minutes", async () => {
  await using fixture = await openFixture();
  const user = await fixture.aUser({ role: "BASIC" });
  await fixture.inScope((tx) =>
    tx
      .update(sessions)
      .set({ confirmedAt: toTimestamp(Date.now() - 11 * 60_000) })
      .where(eq(sessions.id, fixture.admin.sessionId)),
  );
  expect(await refusalOf(fixture.admin.call.user.resetPassword({ id: user.id }))).toMatchObject({
    code: "FORBIDDEN",
    reason: "confirmation_required",
  });
});
