/** One mail, as people read it. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  /** Plain text; programs that show HTML get the same words. */
  readonly text: string;
}

/** What became of a mail: handed to the server, not taken by it, or never sent because no server is configured. */
export type MailOutcome = "sent" | "failed" | "off";

export interface Mailer {
  /** Whether a server is configured at all. */
  readonly isOn: boolean;
  /** Mails of a tenant in an hour, where the operator allows another number than `mailsPerHour`. */
  readonly perHour?: number | undefined;
  /** Never rejects: a mail is no part of what it tells of. */
  send(mail: Mail): Promise<MailOutcome>;
  close(): void;
}

/** Where no SMTP server is configured: links are handed on by people. */
export const noMailer: Mailer = { isOn: false, send: () => Promise.resolve("off"), close: () => {} };
