const name = "portcullis-renewal";

/**
 * While this browser's cookie is exchanged for another one, what is asked with the old one is refused. Every tab waits for
 * the exchange before it believes that nobody is signed in any more.
 */
export function whileRenewing<T>(exchange: () => Promise<T>): Promise<T> {
  return navigator.locks.request(name, exchange);
}

/** Resolves when no exchange is under way. */
export function afterRenewal(): Promise<void> {
  return navigator.locks.request(name, { mode: "shared" }, () => {});
}
