import { inject } from "vitest";

/** Of whoever no trigger, policy or foreign key stops, in a database of the run's server. */
export function superuserUrl(ownerUrl: string): string {
  const url = new URL(inject("runServer").superuserUrl);
  url.pathname = new URL(ownerUrl).pathname;
  return url.href;
}
