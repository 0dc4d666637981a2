/**
 * Where to go after signing in or out: the wished-for address where it lies on our own origin, else the origin itself.
 * The browser's own parser decides (`//host`, `/\host` and `https:host` all lead away), and what it made of it is returned.
 */
export function sameOriginTarget(wish: string, origin: string): string {
  const base = new URL(origin);
  const target = URL.canParse(wish, origin) ? new URL(wish, base) : base;
  const isOurs = target.origin === base.origin && target.username === "" && target.password === "";
  return isOurs ? target.href : base.href;
}
