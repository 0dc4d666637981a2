import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { authCookies, isCallbackUrl } from "@portcullis/auth/cookies";
import { watchSignOut } from "@portcullis/auth/sign-out";
import { parseCookie, stringifySetCookie } from "cookie";
import type { NextApiRequest, NextApiResponse } from "next";
import imported from "next-auth";
import type { ConsoleRuntime } from "../runtime.ts";

export const authPrefix = "/api/auth/";

/**
 * What the console uses of next-auth's routes. Its `session` would renew the cookie of a session that has ended, its `_log`
 * write down whatever is sent.
 */
const used: Readonly<Record<string, readonly string[]>> = {
  GET: ["csrf", "providers", "signin", "signout", "error"],
  POST: ["callback/credentials", "signout"],
};

/** Node gives what is CommonJS whole, bundlers its default. */
const nextAuth: typeof imported =
  "default" in imported ? (imported as { readonly default: typeof imported }).default : imported;

/** Answers `/api/auth/<action>` with next-auth itself: a route handler of Next around it costs more than all that it does. */
export async function answerAuth(
  runtime: Pick<ConsoleRuntime, "authOptions" | "publicUrl">,
  exchange: { request: IncomingMessage; response: ServerResponse; pathname: string },
): Promise<void> {
  const { request, response, pathname } = exchange;
  response.setHeader("cache-control", "no-store");
  const action = pathname.slice(authPrefix.length);
  const method = request.method === "HEAD" ? "GET" : (request.method ?? "");
  if (!used[method]?.includes(action)) return void response.writeHead(404).end();
  const { searchParams } = new URL(request.url ?? "", runtime.publicUrl);
  const cookies = cookiesOf(request, runtime.publicUrl);
  const { name, options } = authCookies(runtime.publicUrl).callbackUrl;
  const isWrong = (wish: string) => wish !== "" && !isCallbackUrl(wish, runtime.publicUrl.origin);
  // Whose mistake a damaged address to come back to is, is said here; a damaged cookie is taken away, or it would stay.
  if (isWrong(cookies[name] ?? "")) {
    const taken = stringifySetCookie({ name, value: "", maxAge: 0, ...options });
    return void response.writeHead(400, { "set-cookie": taken }).end();
  }
  // next-auth repeats the error in the address that it sends to, as it is.
  const isPlain = /^[\x21-\x7e]*$/.test(searchParams.getAll("error").join(""));
  if (!isPlain || searchParams.getAll("callbackUrl").some(isWrong)) return void response.writeHead(400).end();
  const body = method === "POST" ? await formOf(request) : {};
  if (!body) return;
  const query = { ...Object.fromEntries(searchParams), nextauth: action.split("/") };
  const asked = { method, headers: request.headers, query, cookies, body };
  const watched = watchSignOut(runtime.authOptions);
  const answer = new Collected();
  // Of its two ways in, the one for Node's own objects: of Next's types it touches no more than what these two have.
  await nextAuth(asked as unknown as NextApiRequest, answer as unknown as NextApiResponse, watched.options);
  if (watched.hasFailed()) return void response.writeHead(503).end();
  for (const [header, value] of Object.entries(answer.headers)) response.setHeader(header, value);
  response.statusCode = answer.code;
  response.end(answer.body);
}

/** Those of next-auth, and none that only begin like one: it would take them for pieces of it. */
function cookiesOf({ headers }: IncomingMessage, publicUrl: URL): Readonly<Record<string, string | undefined>> {
  const sent = parseCookie(headers.cookie ?? "");
  const ours = Object.values(authCookies(publicUrl)).filter(({ name }) => sent[name] !== undefined);
  return Object.fromEntries(ours.map(({ name }) => [name, sent[name]]));
}

/** Undefined where whoever sends it went away meanwhile. How long it may be, the door has looked at. */
async function formOf(request: IncomingMessage): Promise<Record<string, string> | undefined> {
  try {
    return Object.fromEntries(new URLSearchParams(await text(request)));
  } catch {
    return undefined;
  }
}

/** The little that next-auth asks of a response of Next's. Nothing goes out before it has said all. */
class Collected {
  code = 200;
  readonly headers: Record<string, string | readonly string[]> = {};
  body: string | undefined;

  status(code: number) {
    this.code = code;
    return this;
  }
  getHeader(name: string) {
    return this.headers[name];
  }
  setHeader(name: string, value: string | readonly string[]) {
    this.headers[name] = value;
    return this;
  }
  json(value: unknown) {
    this.setHeader("Content-Type", "application/json").body = JSON.stringify(value);
  }
  send(value: unknown) {
    this.body = typeof value === "string" ? value : JSON.stringify(value);
  }
  end() {}
}
