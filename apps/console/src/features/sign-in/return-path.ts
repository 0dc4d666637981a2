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
