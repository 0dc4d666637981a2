import type { SetCookie } from "cookie";

/**
 * Our cookies. Behind https their names begin with `__Host-`: browsers then take them from this host only, over https
 * only, whatever a neighbouring subdomain tries to plant (RFC 6265bis §4.1.3.2).
 */
export function authCookies(publicUrl: URL) {
  const secure = publicUrl.protocol === "https:";
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure } satisfies Partial<SetCookie>;
  const cookie = (name: string) => ({ name: `${secure ? "__Host-" : ""}portcullis.${name}`, options });
  return { sessionToken: cookie("session"), csrfToken: cookie("csrf"), callbackUrl: cookie("callback-url") };
}

export const sessionCookieName = (publicUrl: URL): string => authCookies(publicUrl).sessionToken.name;
