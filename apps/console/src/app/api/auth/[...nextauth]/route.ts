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

/** next-auth answers a damaged `callbackUrl` with a 500; whose mistake it is, is said here. */
function isReadable(request: NextRequest): boolean {
  const wish = request.nextUrl.searchParams.get("callbackUrl");
  return wish === null || URL.canParse(wish, request.nextUrl.origin);
}

async function handle(request: NextRequest, context: RouteContext): Promise<Response> {
  const { nextauth } = await context.params;
  if (!used[request.method]?.includes(nextauth.join("/"))) return new Response(null, { status: 404 });
  if (!isReadable(request)) return new Response(null, { status: 400 });
  const watched = watchSignOut(consoleRuntime().authOptions);
  const answer: unknown = await NextAuth(request, context, watched.options);
  if (watched.hasFailed()) return new Response(null, { status: 503 });
  return answer instanceof Response ? answer : new Response(null, { status: 500 });
}

export { handle as GET, handle as POST };
