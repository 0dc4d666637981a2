import type { IncomingMessage, ServerResponse } from "node:http";
import { watchSignOut } from "@portcullis/auth/watch-sign-out";
import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth, { type AuthOptions } from "next-auth";

/** next-auth itself without Next around it, in the way of our route: the same options, the same watch on sign-out. */
export async function answerAuth(
  options: AuthOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? "", "http://console.invalid");
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) body += String(chunk);
  const asked = Object.assign(request, {
    query: { ...Object.fromEntries(searchParams), nextauth: pathname.split("/").slice(3) },
    cookies: Object.fromEntries(new URLSearchParams(request.headers.cookie?.replaceAll("; ", "&"))),
    body: Object.fromEntries(new URLSearchParams(body)),
  });
  const watched = watchSignOut(options);
  let answer = "";
  const answering = Object.assign(response, {
    status(code: number) {
      response.statusCode = code;
      return answering;
    },
    json: (value: unknown) => void (answer = JSON.stringify(value)),
    send: (value: unknown) => void (answer = JSON.stringify(value)),
  });
  await NextAuth(asked as unknown as NextApiRequest, answering as unknown as NextApiResponse, watched.options);
  if (response.writableEnded) return;
  if (watched.hasFailed()) {
    response.removeHeader("set-cookie");
    response.statusCode = 503;
  }
  response.end(answer);
}
