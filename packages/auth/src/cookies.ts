import type { CookieOption, CookiesOptions } from "next-auth";

/**
 * Our cookies. Behind https their names begin with `__Host-`: browsers then take them from this host only, over https
 * only, whatever a neighbouring subdomain tries to plant (RFC 6265bis §4.1.3.2).
 */
export function authCookies(publicUrl: URL): Pick<CookiesOptions, "sessionToken" | "csrfToken" | "callbackUrl"> {
  const secure = publicUrl.protocol === "https:";
  const cookie = (name: string): CookieOption => ({
    name: `${secure ? "__Host-" : ""}portcullis.${name}`,
    options: { httpOnly: true, sameSite: "lax", path: "/", secure },
  });
  return { sessionToken: cookie("session"), csrfToken: cookie("csrf"), callbackUrl: cookie("callback-url") };
}

export const sessionCookieName = (publicUrl: URL): string => authCookies(publicUrl).sessionToken.name;
