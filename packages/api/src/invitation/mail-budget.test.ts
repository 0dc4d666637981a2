import { mailsPerHour } from "@portcullis/domain/mail";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { mailResetLink } from "../sign-in/request-password-reset.ts";
import { ageMails } from "../testing/age-mails.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { type TestPerson, testClient, testUrl } from "../testing/person.ts";
import { refusalOf } from "../testing/refusal.ts";

const hour = 3600;

describe("mails", { timeout: 60_000 }, () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await openFixture();
  });
  afterAll(() => fixture[Symbol.asyncDispose]());
  beforeEach(async () => {
    await ageMails(fixture, hour);
    fixture.mailer.sent.length = 0;
  });

  let numbered = 0;
  const people = (count: number) => Array.from({ length: count }, () => ({ email: `p${++numbered}@people.test` }));
  const invite = async (by: TestPerson, whom: { email: string }[]) =>
    (await by.call.user.invite({ people: whom })).results;
  /** What a request for a link does after its reply. */
  const request = (email: string) => {
    const { db, mailer, log } = fixture.owner.parts();
    const ctx = { db, mailer, log, from: testClient, publicUrl: testUrl, factorKey: fixture.factorKey };
    return mailResetLink(ctx, { tenant: fixture.slug, email });
  };
  const isTooSoon = { code: "TOO_MANY_REQUESTS", reason: "too_many_attempts" };

  it("go to one address once a minute, though the person is deleted and invited again", async () => {
    const [again] = people(1);
    if (!again) return;
    const [first] = await invite(fixture.admin, [again]);
    if (first?.outcome !== "invited") throw new Error("Nobody was invited.");
    await fixture.admin.call.user.delete({ id: first.userId });
    // Another person of the tenant waits as well.
    expect(await invite(fixture.owner, [again])).toMatchObject([
      {
        outcome: "refused",
        reason: "too_many_attempts",
        message: expect.stringMatching(/^A link for this address was made .* Try again in \d+ s\.$/) as string,
      },
    ]);
    expect(fixture.mailer.sent).toHaveLength(1);
    expect((await fixture.admin.call.user.list({ search: again.email })).items).toEqual([]);
    await ageMails(fixture, 60);
    expect(await invite(fixture.owner, [again])).toMatchObject([{ outcome: "invited" }]);
  });

  it("with a reset link go to one address once a minute, whoever makes it, and the open link stays", async () => {
    const user = await fixture.aUser({ role: "BASIC" });
    const { link } = await fixture.admin.call.user.resetPassword({ id: user.id });
    const refusal = await refusalOf(fixture.owner.call.user.resetPassword({ id: user.id }));
    expect(refusal).toMatchObject(isTooSoon);
    expect(refusal.retryAfter).toBeGreaterThan(50);
    expect(refusal.retryAfter).toBeLessThanOrEqual(60);
    await request(user.email);
    expect(fixture.mailer.sent).toHaveLength(1);
    const token = new URL(link).hash.slice(1);
    expect(await fixture.owner.call.passwordReset.inspect({ token })).toMatchObject({ email: user.email });
  });

  it("are as many as an hour has for one person; who is beyond is not made", async () => {
    const by = await fixture.aPerson({ role: "ADMIN" });
    expect(await invite(by, people(mailsPerHour.actor - 1))).toHaveLength(mailsPerHour.actor - 1);
    const [last, beyond] = people(2);
    if (!last || !beyond) return;
    const results = await invite(by, [last, beyond]);
    expect(results.map(({ outcome }) => outcome)).toEqual(["invited", "refused"]);
    expect(results[1]).toMatchObject({
      reason: "too_many_attempts",
      message: expect.stringMatching(/limit is reached .* Try again in 60 min/) as string,
    });
    expect(fixture.mailer.sent).toHaveLength(mailsPerHour.actor);
    expect((await by.call.user.list({ search: beyond.email })).items).toEqual([]);
    const user = await fixture.aUser({ role: "BASIC" });
    expect(await refusalOf(by.call.user.resetPassword({ id: user.id }))).toMatchObject(isTooSoon);
    const pending = await fixture.aUser({ status: "pending" });
    expect(await refusalOf(by.call.user.resendInvitation({ id: pending.id }))).toMatchObject(isTooSoon);
    expect(await invite(fixture.owner, [beyond])).toMatchObject([{ outcome: "invited" }]);
    await ageMails(fixture, hour);
    expect(await by.call.user.resendInvitation({ id: pending.id })).toMatchObject({ mail: "sent" });
  });

  it("are as many as an hour has for one tenant, whoever sends them; another's go on, and so do those asked for", async () => {
    for (let sent = 0; sent < mailsPerHour.tenant; sent += mailsPerHour.actor) {
      await invite(await fixture.aPerson({ role: "ADMIN" }), people(mailsPerHour.actor));
    }
    expect(fixture.mailer.sent).toHaveLength(mailsPerHour.tenant);
    expect(await invite(fixture.admin, people(1))).toMatchObject([{ outcome: "refused", reason: "too_many_attempts" }]);
    const { email } = await fixture.aUser({ role: "BASIC" });
    await request(email);
    expect(fixture.mailer.sent.at(-1)).toMatchObject({ to: email });
    const other = await fixture.aTenant();
    expect(await invite(other.admin, people(1))).toMatchObject([{ outcome: "invited" }]);
  });

  it("are as many as the operator allows, a fifth of them for one person", async () => {
    fixture.mailer.perHour = 20;
    const by = await fixture.aPerson({ role: "ADMIN" });
    const results = await invite(by, people(5));
    expect(results.map(({ outcome }) => outcome)).toEqual(["invited", "invited", "invited", "invited", "refused"]);
    expect(results[4]).toMatchObject({ message: expect.stringContaining("4 per person, 20 per tenant") as string });
    fixture.mailer.perHour = undefined;
    expect(await invite(by, people(1))).toMatchObject([{ outcome: "invited" }]);
  });

  it("are not counted where none is sent: links are handed on as before", async () => {
    fixture.mailer.isOn = false;
    const by = await fixture.aPerson({ role: "ADMIN" });
    for (let call = 0; call < 2; call++) {
      const results = await invite(by, people(mailsPerHour.actor));
      expect(results.filter(({ outcome }) => outcome === "invited")).toHaveLength(mailsPerHour.actor);
    }
    fixture.mailer.isOn = true;
    expect(await invite(by, people(1))).toMatchObject([{ outcome: "invited" }]);
  });
});
