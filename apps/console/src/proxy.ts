import { type NextRequest, NextResponse } from "next/server";

/** A whole session cookie, or the first chunk of a long one, with or without the prefix that https brings. */
const sessionCookie = /^(__Host-)?portcullis\.session(\.0)?$/;

/**
 * Sends those without a cookie to sign in before anything is rendered. It decides nothing: whether the cookie is worth
 * anything, pages and API ask the database.
 */
export function proxy(request: NextRequest): NextResponse {
  if (request.cookies.getAll().some((cookie) => sessionCookie.test(cookie.name))) return NextResponse.next();
  const { pathname, search } = request.nextUrl;
  const target = new URL("/sign-in", request.nextUrl);
  if (pathname !== "/") target.searchParams.set("callbackUrl", pathname + search);
  return NextResponse.redirect(target);
}

export const config = {
  matcher: ["/((?!api/|_next/|__next|sign-in|invitation|reset-password|icon|favicon|.*\\.[a-z0-9]+$).*)"],
};
