import type { Mail, Mailer, MailOutcome } from "@portcullis/runtime/mail/mailer";

/** What was sent, in order, and what becomes of the next ones. That real servers take them is for the tests of `mail`. */
export interface TestMailer extends Mailer {
  readonly sent: Mail[];
  isOn: boolean;
  perHour: number | undefined;
  outcome: MailOutcome;
}

export function testMailer(): TestMailer {
  const sent: Mail[] = [];
  return {
    isOn: true,
    perHour: undefined,
    sent,
    outcome: "sent",
    send(mail) {
      sent.push(mail);
      return Promise.resolve(this.outcome);
    },
    close: () => {},
  };
}
