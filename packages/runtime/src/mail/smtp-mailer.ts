import { createTransport } from "nodemailer";
import PQueue from "p-queue";
import type { Mail, Mailer, MailOutcome } from "./mailer.ts";

/** nodemailer's codes for a server that did not answer, not in time, or did not let us in (nodemailer.com/errors). */
const unreachable = new Set(["ECONNECTION", "ETIMEDOUT", "ESOCKET", "EDNS", "ETLS", "EAUTH", "ENOAUTH", "EPROXY"]);

interface Failure {
  readonly code?: unknown;
  readonly command?: unknown;
  readonly responseCode?: unknown;
}

const fieldsOf = (error: unknown): Failure => (typeof error === "object" && error !== null ? error : {});

/** Whether the next mail would fare no better. */
function isUnreachable(error: unknown): boolean {
  const { code } = fieldsOf(error);
  return typeof code === "string" && unreachable.has(code);
}

/** What went wrong, as it may stand in a log: a server's own words name the recipient. */
function withoutPeople(error: unknown): Error {
  const { code, command, responseCode } = fieldsOf(error);
  const parts = [code, command, responseCode].filter((part) => typeof part === "string" || typeof part === "number");
  return new Error(`A mail could not be sent: ${parts.join(" ") || "no reason given"}`);
}

/** Milliseconds that a server may be silent; whoever clicked is waiting. */
const patience = 10_000;
/** Mails on their way at once; the others wait their turn. */
const concurrency = 3;
/** Milliseconds for which a server that could not be reached is not tried again: a hundred mails would wait for it in turn. */
const rest = 30_000;

/** Sends through the server that `url` names (`smtp://user:password@host:587`, `smtps://…`), a few mails at once. */
export function smtpMailer(options: {
  readonly url: string;
  /** Who the mails are from: `Portcullis <portcullis@example.com>`. */
  readonly from: string;
  /** Mails of a tenant in an hour; undefined: as many as `mailsPerHour` says. */
  readonly perHour?: number | undefined;
  /** Told why a mail was not taken, without the person it was for. */
  log(error: unknown): void;
}): Mailer {
  const transport = createTransport(
    {
      url: options.url,
      pool: true,
      maxConnections: concurrency,
      connectionTimeout: patience,
      greetingTimeout: patience,
      socketTimeout: patience,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from: options.from },
  );
  const queue = new PQueue({ concurrency });
  let resting = 0;

  async function deliver({ to, subject, text }: Mail): Promise<MailOutcome> {
    if (Date.now() < resting) return "failed";
    try {
      // An address of its own, not a list to be read: whatever is in it, it is one recipient.
      await transport.sendMail({ to: { name: "", address: to }, subject, text });
      return "sent";
    } catch (error) {
      if (isUnreachable(error)) resting = Date.now() + rest;
      options.log(withoutPeople(error));
      return "failed";
    }
  }

  return {
    isOn: true,
    perHour: options.perHour,
    send: (mail) => queue.add(() => deliver(mail)),
    close: () => transport.close(),
  };
}
