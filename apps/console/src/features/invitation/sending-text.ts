import { idleInvitationsSeconds, type SendingInvitations, sendingSecondsLeft } from "@portcullis/domain/invitation-run";
import type { Translate } from "#i18n/translator.ts";

type Sending = NonNullable<SendingInvitations>;

/** "1,240 of 20,000 sent, about 3 hours left" */
export const sendingSentence = (t: Translate, sending: Sending, now: number): string =>
  t("invitation.sent", {
    sent: sending.sent,
    total: sending.total,
    timeLeft: timeLeft(t, sendingSecondsLeft(sending, now)),
  });

function timeLeft(t: Translate, seconds: number): string {
  const hours = Math.round(seconds / 3600);
  if (seconds < 3600) return t("invitation.lessThanAnHourLeft");
  if (hours >= 48) return t("invitation.aboutDaysLeft", { days: Math.round(hours / 24) });
  return t("invitation.aboutHoursLeft", { hours });
}

/** What became of those who got none. */
export function sendingNotes(t: Translate, { failed, passedOver }: Sending): string[] {
  return [
    ...(failed > 0 ? [t("invitation.givenUp", { count: failed })] : []),
    ...(passedOver > 0 ? [t("invitation.notNeeded", { count: passedOver })] : []),
  ];
}

/** Whether a worker could send, and none does. */
export const isSendingIdle = ({ idleSince }: Sending, now: number) =>
  now - Date.parse(idleSince) > idleInvitationsSeconds * 1_000;

/** What stopping does, before it is done. */
export const stopSentence = (t: Translate, { waiting, sent }: Sending): string =>
  t("invitation.stop", { waiting, sent });

/** What it came to. */
export const stoppedSentence = (t: Translate, stopped: number) => t("invitation.stopped", { count: stopped });
