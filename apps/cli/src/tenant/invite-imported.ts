import { open } from "node:fs/promises";
import { writeInvitationLinks } from "@portcullis/api/import/invite-people";
import { findOpenRun, queueInvitations } from "@portcullis/api/invitation/queue-invitations";
import type { OperatorContext } from "@portcullis/api/tenant/operator";
import { newId } from "@portcullis/db/ids";
import { readStartEnv } from "../env.ts";
import { followInvitations, wholeNumber } from "./follow-invitations.ts";

export interface InvitingWays {
  /** Whether each gets a mail. */
  readonly invite: boolean;
  /** The file for the links instead. */
  readonly links: string | undefined;
  /** Whether the command shows how far the mails are until the last is sent. */
  readonly wait: boolean;
}

/** Is given the people of the file as they come in, some at a time. */
export interface Inviter {
  invite(emails: readonly string[]): Promise<void>;
  end(): Promise<void>;
}

/** People handed on together. */
const portion = 5_000;

/**
 * What inviting needs, looked for before anybody is imported.
 * @throws {Error} with a sentence
 */
export async function prepareInviting({ invite, links, wait }: InvitingWays) {
  if (!invite && links === undefined) return undefined;
  if (invite && links !== undefined)
    throw new Error("Use either --invite, which mails the links, or --links, which writes them to a file.");
  const { mail, publicUrl, isPublicUrlGiven } = await readStartEnv();
  if (!isPublicUrlGiven)
    throw new Error("PUBLIC_URL must be the address of the console, because the links lead there.");
  if (links !== undefined) {
    const file = await openLinksFile(links);
    return (slug: string, ctx: OperatorContext) => linkWriter(slug, { ...ctx, publicUrl: new URL(publicUrl) }, file);
  }
  if (!mail) {
    throw new Error(
      "--invite needs SMTP_URL and MAIL_FROM, which the worker needs too. Without a mail server, use --links FILE to write the links to a file.",
    );
  }
  return (slug: string, ctx: OperatorContext) => mailQueuer(slug, ctx, { wait });
}

/** Passes what comes by on, and hands `of` it to the inviter. */
export async function* invitingAlong<T>(
  lines: AsyncIterable<T>,
  inviter: Inviter,
  of: (line: T) => string | undefined,
): AsyncGenerator<T> {
  let emails: string[] = [];
  for await (const line of lines) {
    const email = of(line);
    if (email !== undefined) emails.push(email);
    if (emails.length >= portion) {
      await inviter.invite(emails);
      emails = [];
    }
    yield line;
  }
  await inviter.invite(emails);
}

async function mailQueuer(slug: string, ctx: OperatorContext, { wait }: { readonly wait: boolean }): Promise<Inviter> {
  const runId = (await findOpenRun(ctx)) ?? newId();
  let queued = 0;
  return {
    async invite(emails) {
      queued += await queueInvitations(ctx, { runId, emails });
    },
    async end() {
      console.log(
        `${wholeNumber(queued)} invitations are queued, and the worker mails them. You can stop this command now.`,
        `\nTo revoke all links of this run: tenant:void-links ${slug} ${runId}`,
      );
      if (wait) await followInvitations(slug, ctx, runId);
    },
  };
}

function linkWriter(
  slug: string,
  ctx: Parameters<typeof writeInvitationLinks>[0],
  file: Awaited<ReturnType<typeof openLinksFile>>,
): Inviter {
  const batchId = newId();
  const write = (made: readonly { readonly email: string; readonly link: string }[]) =>
    file.write(made.map(({ email, link }) => `${email},${link}\n`).join(""));
  let [done, total] = [0, 0];
  return {
    async invite(emails) {
      const written = await writeInvitationLinks(ctx, { emails, batchId, write });
      done += written.done;
      total += written.total;
    },
    async end() {
      await file.close();
      console.log(`To revoke all links of this run: tenant:void-links ${slug} ${batchId}`);
      console.log(
        `${wholeNumber(done)} of ${wholeNumber(total)} written. Anybody who has this file can sign in as anybody in it whose address they know: give each link to its person, then delete the file.`,
      );
    },
  };
}

/** The links are secrets: a new file that nobody else may read. */
async function openLinksFile(name: string) {
  const file = await open(name, "wx", 0o600).catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    throw new Error(`${name} cannot be written: ${code === "EEXIST" ? "it already exists" : String(code ?? error)}.`);
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
