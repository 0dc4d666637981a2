import type { ApiContext } from "@portcullis/api/kernel/context";
import { clientInfoOf } from "@portcullis/auth/client-info";
import type { UserPrincipal } from "@portcullis/auth/principal";
import type { Permission } from "@portcullis/domain/permission";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { pathHeader, requestIdHeader } from "./internal-headers.ts";
import { consoleRuntime } from "./runtime.ts";

/** The API's context for the request that is being rendered, read from the database once. Rejects when that is down. */
export const apiContext = cache(async (): Promise<ApiContext> => {
  const sent = await headers();
  return consoleRuntime().createContext({
    cookie: sent.get("cookie"),
    requestId: sent.get(requestIdHeader) ?? "",
    from: clientInfoOf(Object.fromEntries(sent)),
  });
});

/**
 * Who is signed in; everybody else is sent to sign in, and from there back to this page. Whom the tenant asks for a second
 * factor that they do not have is sent to set one up, from every page but that one.
 */
export async function requirePrincipal(): Promise<UserPrincipal> {
  const { principal } = await apiContext();
  const page = pageOf((await headers()).get(pathHeader));
  if (!principal) redirect(`/sign-in?callbackUrl=${encodeURIComponent(page)}`);
  if (principal.mustEnrol && !page.startsWith(enrolmentPage)) redirect(enrolmentPage);
  return principal;
}

/** Where second factors are set up. */
const enrolmentPage = "/account/security";

/** Whether whoever is signed in may do this at all; for pages that say so instead of asking in vain. */
export async function may(permission: Permission): Promise<boolean> {
  return (await requirePrincipal()).permissions.includes(permission);
}

/** The page of a request, without what Next adds to fetch its parts. */
function pageOf(path: string | null): string {
  const url = new URL(path ?? "/", "http://console.invalid");
  url.searchParams.delete("_rsc");
  return url.pathname + url.search;
}
