import { isCallbackUrl } from "@portcullis/auth/callback-url";
import { authCookies } from "@portcullis/auth/cookies";
import { watchSignOut } from "@portcullis/auth/watch-sign-out";
import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { consoleRuntime } from "#server/runtime.ts";

interface RouteContext {
  readonly params: Promise<{ nextauth: string[] }>;
}

/**
 * What the console uses of next-auth's routes. Its `session` would renew the cookie of a session that has ended, its `_log`
 * write down whatever is sent.
 */
const used: Readonly<Record<string, readonly string[]>> = {
  GET: ["csrf", "providers", "signin", "signout", "error"],
  POST: ["callback/credentials", "signout"],
};

/** Whose mistake a damaged address to come back to is, is said here; a damaged cookie is taken away, or it would stay. */
function refusalOfWish(request: NextRequest, cookie: string): Response | undefined {
  const isWrong = (wish: string) => wish !== "" && !isCallbackUrl(wish, request.nextUrl.origin);
  if (request.cookies.getAll(cookie).some(({ value }) => isWrong(value))) {
    return new Response(null, { status: 400, headers: { "set-cookie": `${cookie}=; Path=/; Max-Age=0; HttpOnly` } });
  }
  const { searchParams } = request.nextUrl;
  // next-auth repeats the error in the address that it sends to, as it is.
  const isDamaged =
    searchParams.getAll("callbackUrl").some(isWrong) || !/^[\x21-\x7e]*$/.test(searchParams.getAll("error").join(""));
  return isDamaged ? new Response(null, { status: 400 }) : undefined;
}

async function handle(request: NextRequest, context: RouteContext): Promise<Response> {
  const { nextauth } = await context.params;
  if (!used[request.method]?.includes(nextauth.join("/"))) return new Response(null, { status: 404 });
  const refusal = refusalOfWish(request, authCookies(consoleRuntime().publicUrl).callbackUrl.name);
  if (refusal) return refusal;
  const watched = watchSignOut(consoleRuntime().authOptions);
  const answer: unknown = await NextAuth(request, context, watched.options);
  if (watched.hasFailed()) return new Response(null, { status: 503 });
  return answer instanceof Response ? answer : new Response(null, { status: 500 });
}

export { handle as GET, handle as POST };
