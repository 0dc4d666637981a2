import { z } from "zod";
import { mailsPerHourMax } from "./mail-budget.ts";

const mailsMistake = `MAILS_PER_HOUR must be a number from 1 to ${mailsPerHourMax}.`;

/** What an app's environment says of mail; without `SMTP_URL` none is sent. */
export const mailVariables = {
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: "SMTP_URL must be a URL such as smtp://user:password@mail.example.com:587." })
    .optional(),
  MAIL_FROM: z.string().optional(),
  MAILS_PER_HOUR: z.coerce
    .number(mailsMistake)
    .int(mailsMistake)
    .min(1, mailsMistake)
    .max(mailsPerHourMax, mailsMistake)
    .optional(),
};

interface MailVariables {
  readonly SMTP_URL?: string | undefined;
  readonly MAIL_FROM?: string | undefined;
  readonly MAILS_PER_HOUR?: number | undefined;
}

/** The server that takes mails, who they are from, and how many it takes in an hour where that is said. */
export interface MailSettings {
  readonly url: string;
  readonly from: string;
  readonly perHour: number | undefined;
}

/** Undefined: no mail is sent. */
export const mailSettingsOf = ({ SMTP_URL, MAIL_FROM, MAILS_PER_HOUR }: MailVariables): MailSettings | undefined =>
  SMTP_URL && MAIL_FROM ? { url: SMTP_URL, from: MAIL_FROM, perHour: MAILS_PER_HOUR } : undefined;

/** Where mails are to be sent, somebody has to be their sender. */
export const hasSender = ({ SMTP_URL, MAIL_FROM }: MailVariables): boolean => !SMTP_URL || !!MAIL_FROM;

export const senderMissing =
  "MAIL_FROM must be set where SMTP_URL is: the sender of the mails, such as portcullis@example.com.";
