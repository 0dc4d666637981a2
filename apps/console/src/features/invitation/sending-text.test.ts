import { toTimestamp } from "@portcullis/domain/timestamp";
import { expect, it } from "vitest";
import { translator } from "#i18n/translator.ts";
import { isSendingIdle, sendingNotes, sendingSentence, stoppedSentence, stopSentence } from "./sending-text.ts";

const t = translator();

const now = Date.parse("2026-11-03T09:00:00Z");
const sending = {
  total: 20_000,
  waiting: 18_760,
  sent: 1_240,
  passedOver: 0,
  failed: 0,
  pausedUntil: null,
  perHour: 6_000,
  idleSince: toTimestamp(now),
};

it("says how many are sent and about how long the others take, as the hour's budget decides", () => {
  expect(sendingSentence(t, sending, now)).toBe("1,240 of 20,000 sent, about 3 hours left");
  expect(sendingSentence(t, { ...sending, perHour: 400 }, now)).toMatch(/about 47 hours left$/);
  expect(sendingSentence(t, { ...sending, perHour: 300 }, now)).toMatch(/about 3 days left$/);
  expect(sendingSentence(t, { ...sending, waiting: 6_600 }, now)).toMatch(/about 1 hour left$/);
  expect(sendingSentence(t, { ...sending, waiting: 10 }, now)).toMatch(/less than an hour left$/);
});

it("counts a pause, after which an hour's budget goes at once", () => {
  const pausedUntil = toTimestamp(now + 2 * 3_600_000);
  expect(sendingSentence(t, { ...sending, waiting: 6_000, pausedUntil }, now)).toMatch(/about 2 hours left$/);
  expect(sendingSentence(t, { ...sending, waiting: 18_000, pausedUntil }, now)).toMatch(/about 4 hours left$/);
  expect(sendingSentence(t, { ...sending, waiting: 18_000, pausedUntil: toTimestamp(now - 1) }, now)).toMatch(
    /about 2 hours/,
  );
});

it("says what became of those who got none", () => {
  expect(sendingNotes(t, sending)).toEqual([]);
  expect(sendingNotes(t, { ...sending, failed: 1, passedOver: 1_200 })).toEqual([
    "Given up for 1 person: the mail server did not take the mail.",
    "Not needed by 1,200 people: active, deactivated, deleted or invited meanwhile.",
  ]);
});

it("calls it idle after ten minutes in which somebody could have been mailed", () => {
  expect(isSendingIdle(sending, now + 600_000)).toBe(false);
  expect(isSendingIdle(sending, now + 600_001)).toBe(true);
  expect(isSendingIdle({ ...sending, idleSince: toTimestamp(now + 3_600_000) }, now)).toBe(false);
});

it("says what stopping does, and what it did", () => {
  expect(stopSentence(t, sending)).toBe(
    "18,760 people who still wait will get no mail and no link. The 1,240 links that were sent stay valid. Nobody is removed: people without an invitation can be invited later.",
  );
  expect(stopSentence(t, { ...sending, waiting: 1, sent: 1 })).toMatch(
    /^1 person who still waits .* The link that was sent stays/,
  );
  expect(stopSentence(t, { ...sending, sent: 0 })).toMatch(/no link\. Nobody/);
  expect([stoppedSentence(t, 0), stoppedSentence(t, 2)]).toEqual([
    "All invitations were sent already",
    "Stopped: 2 people will get no mail",
  ]);
});
