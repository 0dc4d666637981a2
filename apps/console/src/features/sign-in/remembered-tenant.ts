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
