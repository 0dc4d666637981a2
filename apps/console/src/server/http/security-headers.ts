import type { ServerResponse } from "node:http";

/** What may run and load on a page; `nonce` is what Next puts on its own scripts. */
export function contentSecurityPolicy(nonce: string, mode: { isDevelopment: boolean; isHttps: boolean }): string {
  return [
    "default-src 'none'",
    // React's development build evaluates strings to rebuild stacks.
    `script-src 'nonce-${nonce}' 'strict-dynamic'${mode.isDevelopment ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    // blob: a picture that was just chosen, before it is uploaded; only scripts of this origin can make these URLs.
    "img-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(mode.isHttps ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

/** Of answers of the API: they are no pages, and nothing runs or loads where somebody opens one as such. */
export const apiPolicy = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/** A year in seconds, the least that hstspreload.org asks for. Subdomains are left out: the operator decides about them. */
const hstsMaxAge = 31_536_000;

/** Set on every response, whether Next or this server makes it. */
export function setSecurityHeaders(response: ServerResponse, policy: string, isHttps: boolean): void {
  response.setHeader("content-security-policy", policy);
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("x-frame-options", "DENY");
  // Not `no-referrer`: under that, browsers send `Origin: null` with forms.
  response.setHeader("referrer-policy", "same-origin");
  response.setHeader(
    "permissions-policy",
    "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
  );
  response.setHeader("cross-origin-opener-policy", "same-origin");
  response.setHeader("cross-origin-resource-policy", "same-origin");
  if (isHttps) response.setHeader("strict-transport-security", `max-age=${hstsMaxAge}`);
}
