import { useEffect, useState } from "react";

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
