import { idleInvitationsSeconds, type SendingInvitations, sendingSecondsLeft } from "@portcullis/domain/invitation-run";

type Sending = NonNullable<SendingInvitations>;

const number = (many: number) => many.toLocaleString("en");
const people = (many: number) => (many === 1 ? "1 person" : `${number(many)} people`);

/** "1,240 of 20,000 sent, about 3 hours left" */
export function sendingSentence(sending: Sending, now: number): string {
  return `${number(sending.sent)} of ${number(sending.total)} sent, ${timeLeft(sendingSecondsLeft(sending, now))}`;
}

function timeLeft(seconds: number): string {
  const hours = Math.round(seconds / 3600);
  if (seconds < 3600) return "less than an hour left";
  if (hours >= 48) return `about ${Math.round(hours / 24)} days left`;
  return `about ${hours} ${hours === 1 ? "hour" : "hours"} left`;
}

/** What became of those who got none. */
export function sendingNotes({ failed, passedOver }: Sending): string[] {
  return [
    ...(failed > 0 ? [`Given up for ${people(failed)}: the mail server did not take the mail.`] : []),
    ...(passedOver > 0
      ? [`Not needed by ${people(passedOver)}: active, deactivated, deleted or invited meanwhile.`]
      : []),
  ];
}

/** Whether a worker could send, and none does. */
export const isSendingIdle = ({ idleSince }: Sending, now: number) =>
  now - idleSince.getTime() > idleInvitationsSeconds * 1_000;

/** What stopping does, before it is done. */
export function stopSentence({ waiting, sent }: Sending): string {
  const kept = { 0: "", 1: " The link that was sent stays valid." }[sent];
  const links = kept ?? ` The ${number(sent)} links that were sent stay valid.`;
  const wait = waiting === 1 ? "waits" : "wait";
  return `${people(waiting)} who still ${wait} will get no mail and no link.${links} Nobody is removed: people without an invitation can be invited later.`;
}

/** What it came to. */
export const stoppedSentence = (stopped: number) =>
  stopped === 0 ? "All invitations were sent already" : `Stopped: ${people(stopped)} will get no mail`;
