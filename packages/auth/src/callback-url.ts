/** Whether next-auth can read this as a place to come back to. It answers any other with a 500, and a line in the log. */
export function isCallbackUrl(wish: string, origin: string): boolean {
  const base = wish.startsWith("/") ? origin : undefined;
  return URL.canParse(wish, base) && /^https?:$/.test(new URL(wish, base).protocol);
}
