import { createTransport } from "nodemailer";
import type { Mailer } from "./mailer.ts";

/** Milliseconds that a server may be silent; whoever clicked is waiting. */
const patience = 10_000;

/** Sends through the server that `url` names (`smtp://user:password@host:587`, `smtps://…`), a few mails at once. */
export function smtpMailer(options: {
  readonly url: string;
  /** Who the mails are from: `Portcullis <portcullis@example.com>`. */
  readonly from: string;
  /** Told why a mail was not taken. */
  log(error: unknown): void;
}): Mailer {
  const transport = createTransport(
    {
      url: options.url,
      pool: true,
      maxConnections: 3,
      connectionTimeout: patience,
      greetingTimeout: patience,
      socketTimeout: patience,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from: options.from },
  );
  return {
    isOn: true,
    async send(mail) {
      try {
        await transport.sendMail(mail);
        return "sent";
      } catch (error) {
        options.log(error);
        return "failed";
      }
    },
    close: () => transport.close(),
  };
}
