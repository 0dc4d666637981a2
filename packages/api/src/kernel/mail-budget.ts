import { createHash } from "node:crypto";
import type { TenantTx } from "@portcullis/db/tenant";
import { DomainError } from "@portcullis/domain/errors";
import { resendAfterSeconds } from "@portcullis/domain/invitation";
import { mailBudgets } from "@portcullis/domain/mail";
import { sql } from "drizzle-orm";

/** Whom a mail goes to, and who has it sent. */
export interface CountedMail {
  /** The normalised address, as users have it. */
  readonly to: string;
  /** A user's id; `queue` for what the worker sends of an operator's run; `recipient` for who asked for a mail to themselves, signed out. */
  readonly by: { readonly userId: string } | "queue" | "recipient";
  /** False where no server is configured: only the wait between two links for one address is then kept. */
  readonly isSent: boolean;
  /** Of the mailer, where the operator allows another number. */
  readonly perHour?: number | undefined;
}

interface Counter {
  readonly key: Buffer;
  readonly budget: number;
  readonly seconds: number;
}

const hour = 3600;

/**
 * Counts one mail against the limits per address, actor and tenant, as the last statement of its transaction, because others
 * wait for these rows. Mails that people request for themselves have a separate tenant limit, so that strangers cannot use up
 * the administrators'.
 * @returns the seconds to wait; 0 where it is counted and may be sent. Nothing is counted where it is not 0.
 */
export async function countMail(tx: TenantTx, mail: CountedMail): Promise<number> {
  return count(tx, countersOf(tx.tenantId, mail));
}

/** What a mail has to wait for: the minute of its address, or the hour's budget. */
export interface MailWait {
  readonly for: "address" | "budget";
  readonly seconds: number;
}

/**
 * As above, telling what is waited for; undefined where the mail is counted and may be sent. Give the transaction up where it
 * is not: the address may be counted in it.
 */
export async function countMailOrWait(tx: TenantTx, mail: CountedMail): Promise<MailWait | undefined> {
  const seconds = await countMail(tx, mail);
  if (seconds === 0) return undefined;
  const isAddress = seconds <= resendAfterSeconds && (await count(tx, [addressCounter(tx.tenantId, mail)])) > 0;
  return { for: isAddress ? "address" : "budget", seconds };
}

/**
 * As above, for who waits for an answer.
 * @throws {DomainError} TOO_MANY_REQUESTS `too_many_attempts`
 */
export async function assertMailCounted(tx: TenantTx, mail: CountedMail): Promise<void> {
  const wait = await countMailOrWait(tx, mail);
  if (!wait) return;
  const { actor, tenant } = mailBudgets(mail.perHour);
  const { seconds } = wait;
  const time = seconds > resendAfterSeconds ? `${Math.ceil(seconds / 60)} min` : `${seconds} s`;
  const cause =
    wait.for === "address"
      ? "A link for this address was made less than a minute ago."
      : `The hourly mail limit is reached (${actor} per person, ${tenant} per tenant).`;
  throw new DomainError("TOO_MANY_REQUESTS", "too_many_attempts", `${cause} Try again in ${time}.`, {
    retryAfter: seconds,
  });
}

async function count(tx: TenantTx, counters: readonly Counter[]): Promise<number> {
  const [row] = await tx.execute<{ wait: number }>(sql`
    select count_mail(array[${list(counters.map(({ key }) => key))}]::bytea[],
      array[${list(counters.map(({ budget }) => budget))}]::int[],
      array[${list(counters.map(({ seconds }) => seconds))}]::int[]) as wait`);
  if (!row) throw new Error("count_mail returned no row.");
  return row.wait;
}

function addressCounter(tenantId: string, { to }: CountedMail): Counter {
  return { key: digest("mail to", tenantId, to), budget: 1, seconds: resendAfterSeconds };
}

function countersOf(tenantId: string, mail: CountedMail): Counter[] {
  const { by, isSent, perHour } = mail;
  const toAddress = addressCounter(tenantId, mail);
  if (!isSent) return [toAddress];
  const budgets = mailBudgets(perHour);
  const whole = by === "recipient" ? "requested" : "tenant";
  const budget = by === "queue" ? budgets.queued : budgets[whole];
  const ofTenant = { key: digest(`mail of ${whole}`, tenantId), budget, seconds: hour };
  if (typeof by === "string") return [toAddress, ofTenant];
  return [toAddress, ofTenant, { key: digest("mail by", tenantId, by.userId), budget: budgets.actor, seconds: hour }];
}

const list = (values: readonly (Buffer | number)[]) =>
  sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  );

function digest(...parts: string[]): Buffer {
  return createHash("sha256").update(JSON.stringify(parts)).digest();
}
