import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Refusal } from "./refusal.ts";

/** Bytes that the API takes in one request; a bulk action of a hundred ids takes 5 KB. */
export const apiBodyLimit = 1024 * 1024;
/** Bytes that the sign-in routes take. */
const pageBodyLimit = 64 * 1024;

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Why a request that wants to change something is refused, by its headers alone: its origin (Origin, Sec-Fetch-Site) and its
 * media type. Requests with neither header come from programs, and the media type stops foreign pages, which can send forms
 * and text.
 */
export function refusalOfUnsafe(
  request: IncomingMessage,
  pathname: string,
  settings: { readonly origin: string; readonly isDevelopment: boolean },
): Refusal | undefined {
  const { headers, method = "" } = request;
  const isApi = pathname.startsWith("/api/trpc/");
  if (isApi && !isOwnOrTyped(headers, settings.origin)) return crossOrigin(settings.origin);
  // Next begins to answer it, and logs an error that nobody caught where its sender hangs up.
  if (method === "OPTIONS" && !pathname.startsWith("/api/")) return methodRefused;
  if (safeMethods.has(method)) return isApi || !hasBody(headers) ? undefined : bodyRefused;
  if (!isSameOrigin(headers, settings.origin)) return crossOrigin(settings.origin);
  if (isApi) return refusalOfApiBody(headers);
  // Next's development server asks itself things by POST.
  if (settings.isDevelopment && pathname.startsWith("/__next")) return undefined;
  if (method !== "POST" || !pathname.startsWith("/api/auth/")) return methodRefused;
  return refusalOfPageBody(headers);
}

/** Reading: also from the address bar, where nobody's page stands behind it. */
function isOwnOrTyped(headers: IncomingHttpHeaders, origin: string): boolean {
  return headers["sec-fetch-site"] === "none" || isSameOrigin(headers, origin);
}

function isSameOrigin(headers: IncomingHttpHeaders, origin: string): boolean {
  const testBed = headers["sec-fetch-site"];
  if (testBed !== undefined && testBed !== "same-origin") return false;
  return headers.origin === undefined || headers.origin === origin;
}

export const hasBody = (headers: IncomingHttpHeaders) =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) !== 0;

const mediaTypeOf = (headers: IncomingHttpHeaders) => headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase();

function refusalOfApiBody(headers: IncomingHttpHeaders): Refusal | undefined {
  if (mediaTypeOf(headers) !== "application/json") return mediaTypeRefused;
  // A body of undeclared length is counted while it is read.
  return Number(headers["content-length"] ?? 0) > apiBodyLimit ? tooLarge : undefined;
}

function refusalOfPageBody(headers: IncomingHttpHeaders): Refusal | undefined {
  if (mediaTypeOf(headers) !== "application/x-www-form-urlencoded") return formExpected;
  if (headers["transfer-encoding"] !== undefined) return lengthRequired;
  return Number(headers["content-length"] ?? 0) > pageBodyLimit ? tooLarge : undefined;
}

const crossOrigin = (origin: string): Refusal => ({
  httpStatus: 403,
  code: "FORBIDDEN",
  reason: "cross_origin",
  message: `Requests are accepted from ${origin} only. Open the console there.`,
});

const methodRefused: Refusal = {
  httpStatus: 405,
  code: "METHOD_NOT_SUPPORTED",
  reason: "request_malformed",
  message: "Only GET and HEAD are accepted here.",
};

/** No browser sends one, and Next, which starts to read it, logs an error where its sender hangs up. */
const bodyRefused: Refusal = {
  httpStatus: 400,
  code: "BAD_REQUEST",
  reason: "request_malformed",
  message: "A request of this method must not have a body.",
};

const mediaTypeRefused: Refusal = {
  httpStatus: 415,
  code: "UNSUPPORTED_MEDIA_TYPE",
  reason: "unsupported_media_type",
  message: "Send application/json.",
};

/** next-auth reads JSON too, and answers broken JSON with a 500. */
const formExpected: Refusal = { ...mediaTypeRefused, message: "Send application/x-www-form-urlencoded." };

const tooLarge: Refusal = {
  httpStatus: 413,
  code: "PAYLOAD_TOO_LARGE",
  reason: "payload_too_large",
  message: "The request is too large.",
};

const lengthRequired: Refusal = {
  httpStatus: 411,
  code: "BAD_REQUEST",
  reason: "request_malformed",
  message: "Send a Content-Length header.",
};
