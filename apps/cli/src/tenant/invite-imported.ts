import { open } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "@portcullis/db/client";
import { newId } from "@portcullis/db/ids";
import { smtpMailer } from "@portcullis/mail/smtp-mailer";
import {
  type InvitationProgress,
  mailInvitations,
  writeInvitationLinks,
} from "@portcullis/services/import/invite-people";
import type { OperatorContext } from "@portcullis/services/tenant/operator-context";
import { readStartEnv } from "../env.ts";

export interface InvitingWays {
  /** Whether each gets a mail. */
  readonly invite: boolean;
  /** The file for the links instead. */
  readonly links: string | undefined;
}

interface Inviting {
  readonly slug: string;
  readonly db: Database;
  readonly principal: OperatorContext["principal"];
  readonly emails: readonly string[];
}

/**
 * What inviting needs, looked for before anybody is imported.
 * @throws {Error} with a sentence
 */
export async function prepareInviting({ invite, links }: InvitingWays) {
  if (!invite && links === undefined) return undefined;
  if (invite && links !== undefined)
    throw new Error("Use --invite, which mails the links, or --links, which writes them.");
  const { mail, publicUrl, isPublicUrlGiven } = await readStartEnv();
  if (!isPublicUrlGiven) throw new Error("PUBLIC_URL must say where the console is: the links lead there.");
  if (links !== undefined) return { publicUrl, file: await openLinksFile(links) };
  if (!mail) {
    throw new Error("--invite needs SMTP_URL and MAIL_FROM. Without a mail server, --links FILE writes the links.");
  }
  return { publicUrl, mail };
}

/** Invites those of these people who are pending and have no open invitation; sets exit code 1 where a mail was not taken. */
export async function inviteImported(
  { slug, db, principal, emails }: Inviting,
  by: NonNullable<Awaited<ReturnType<typeof prepareInviting>>>,
): Promise<void> {
  const batchId = newId();
  const ctx = { db, principal, publicUrl: new URL(by.publicUrl) };
  console.log(`Links of this run: tenant:void-links ${slug} ${batchId} makes all of them void.`);
  if (by.file) {
    const { file } = by;
    const write = (made: readonly { readonly email: string; readonly link: string }[]) =>
      file.write(made.map(({ email, link }) => `${email},${link}\n`).join(""));
    const last = await follow(writeInvitationLinks(ctx, { emails, batchId, write }), "written");
    await file.close();
    console.log(
      `${last} Whoever has the file can come in as anybody in it whose address they know: hand each link to its person, and delete the file.`,
    );
    return;
  }
  const mailer = smtpMailer({ ...by.mail, log: (error) => console.error(String(error)) });
  try {
    const pause = (seconds: number) => sleep(seconds * 1000);
    console.log(await follow(mailInvitations({ ...ctx, mailer }, { emails, batchId, pause }), "sent"));
  } finally {
    mailer.close();
  }
}

async function follow(progress: AsyncIterable<InvitationProgress>, done: string): Promise<string> {
  let last: InvitationProgress = { done: 0, failed: 0, total: 0 };
  let shown = 0;
  for await (last of progress) {
    const text = sentenceOf(last, done);
    if (last.waits !== undefined) {
      const at = new Date(Date.now() + last.waits * 1000).toTimeString().slice(0, 5);
      console.log(
        `${text} The mails of this hour are used up; going on at ${at}. It may be ended, and run again later.`,
      );
    } else if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${text}`);
    else if (last.done >= shown + 1_000) {
      shown = last.done;
      console.log(text);
    }
  }
  if (process.stderr.isTTY) process.stderr.write("\r\u001B[K");
  if (last.failed > 0) process.exitCode = 1;
  return sentenceOf(last, done);
}

const count = (many: number) => many.toLocaleString("en");

/** "1,200 of 20,000 sent." */
function sentenceOf({ done, failed, total }: InvitationProgress, word: string): string {
  const missed = failed > 0 ? ` ${count(failed)} mails were not taken; the same command tries them again.` : "";
  return `${count(done)} of ${count(total)} ${word}.${missed}`;
}

/** The links are secrets: a new file that nobody else may read. */
async function openLinksFile(name: string) {
  const file = await open(name, "wx", 0o600).catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    throw new Error(`${name} cannot be written: ${code === "EEXIST" ? "it exists already" : String(code ?? error)}.`);
  });
  await file.write("email,link\n");
  return {
    write: async (text: string) => {
      await file.write(text);
      await file.datasync();
    },
    close: () => file.close(),
  };
}
