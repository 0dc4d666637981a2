import { useEffect, useState } from "react";

/**
 * Where to go after signing in: a path of this origin, or the start page. An absolute URL counts if its origin is ours;
 * the sign-in page itself does not, it would only send the reader round in a circle.
 */
export function returnPath(wanted: string | null | undefined, origin: string): string {
  if (!wanted || !URL.canParse(wanted, origin)) return "/";
  const url = new URL(wanted, origin);
  if (url.origin !== origin || url.username !== "" || url.password !== "") return "/";
  const path = `${url.pathname}${url.search}${url.hash}`;
  return /^\/(?:sign-in|api)(?:[/?#]|$)/.test(path) || path.startsWith("//") ? "/" : path;
}

const key = "portcullis.tenant";

/** The tenant of the last sign-in in this browser; null where storage is empty or closed to us. */
export function rememberedTenant(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function rememberTenant(slug: string): void {
  try {
    localStorage.setItem(key, slug);
  } catch {
    // Storage can be closed (private window, policy): then it is typed again next time.
  }
}

/**
 * The secret in the fragment of the link that led here, which is then taken out of the address: it is in no history and on
 * no screenshot. Null before it has been looked for; empty where there is none.
 */
export function useLinkToken(): string | null {
  const [token, setToken] = useState<string | null>(null);
  useEffect(() => {
    function take() {
      const found = window.location.hash.slice(1);
      setToken((before) => found || (before ?? ""));
      if (found) window.history.replaceState(null, "", window.location.pathname);
    }
    take();
    // Another link pasted into the same tab changes nothing but the fragment.
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, []);
  return token;
}
