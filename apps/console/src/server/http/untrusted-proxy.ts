import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";

/** So many in a row are no accident, and one sentence an hour is enough. */
const requestsInARow = 20;
const everyMs = 3_600_000;

const isOwnNetwork = new Set(["private", "loopback", "uniqueLocal", "linkLocal", "carrierGradeNat"]);

/**
 * Looks for a proxy that is not named in TRUSTED_PROXIES: requests that all come from one private address and carry
 * X-Forwarded-For. Everybody behind it is one sender then, who shares one budget of guesses and one address in the audit log.
 * @returns what is called with each request but those of health checks
 */
export function noticeUntrustedProxy(log: (error: Error) => void, now = () => Date.now()) {
  let sender: string | undefined;
  let inARow = 0;
  let loggedAt = Number.NEGATIVE_INFINITY;
  return ({
    socket,
    headers,
  }: Pick<IncomingMessage, "headers"> & { socket: { remoteAddress?: string | undefined } }) => {
    const address = socket.remoteAddress ?? "";
    const isForwarded = headers["x-forwarded-for"] !== undefined && isPrivate(address);
    inARow = isForwarded && (address === sender || inARow === 0) ? inARow + 1 : 0;
    sender = address;
    if (inARow < requestsInARow || now() - loggedAt < everyMs) return;
    loggedAt = now();
    const plain = ipaddr.process(address).toString();
    log(
      new Error(
        `Every request comes from ${plain} and carries X-Forwarded-For, but TRUSTED_PROXIES does not name it: all users of the console count as one client address and share one limit of sign-in attempts. Set TRUSTED_PROXIES=${plain} if that is your proxy.`,
      ),
    );
  };
}

function isPrivate(address: string): boolean {
  return ipaddr.isValid(address) && isOwnNetwork.has(ipaddr.process(address).range());
}
