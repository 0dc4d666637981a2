import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { wireHeaders } from "@portcullis/domain/wire";
import { type Account, signIn } from "@portcullis/testing/sign-in";
import { type Api, apiWith } from "../../network/api.ts";

interface OpenSession {
  readonly cookie: string;
  readonly sessionId: string;
}

/** So many sessions more of an account, to be revoked one after another. */
export async function sessionsToRevoke(url: string, account: Account, count: number): Promise<OpenSession[]> {
  const opened: OpenSession[] = [];
  for (let n = 0; n < count; n++) {
    const cookie = await signIn(url, account);
    const { items } = await apiWith(url, cookie).session.list.query({});
    opened.push({ cookie, sessionId: items.find(({ current }) => current)?.id ?? "" });
  }
  return opened;
}

/**
 * Revokes each session in turn, spread over so many seconds, while it holds a stream open. Answers the milliseconds from asking
 * for it until the stream has ended and a call is refused.
 */
export async function revocations(
  url: string,
  api: Api,
  opened: readonly OpenSession[],
  seconds: number,
): Promise<number[]> {
  const taken: number[] = [];
  for (const { cookie, sessionId } of opened) {
    const began = performance.now();
    const { ended } = await openStream(url, cookie);
    const asked = performance.now();
    await api.session.revoke.mutate({ id: sessionId });
    await ended;
    const refused = await apiWith(url, cookie)
      .account.me.query()
      .then(
        () => false,
        () => true,
      );
    taken.push(refused ? performance.now() - asked : Number.POSITIVE_INFINITY);
    await sleep(Math.max(0, (seconds * 1_000) / opened.length - (performance.now() - began)));
  }
  return taken;
}

/** A stream whose first event has arrived; answers its end. */
async function openStream(url: string, cookie: string): Promise<{ readonly ended: Promise<void> }> {
  const sent = request(`${url}/api/trpc/cascade.watch`, {
    agent: false,
    headers: { ...wireHeaders, cookie, origin: url, accept: "text/event-stream" },
  });
  sent.end();
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  if (answer.statusCode !== 200) throw new Error(`No stream: ${answer.statusCode}`);
  await once(answer, "data");
  const over = Promise.withResolvers<void>();
  let text = "";
  answer.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
    if (text.includes("session_ended")) over.resolve();
  });
  answer.once("close", () => over.resolve());
  return { ended: over.promise };
}
