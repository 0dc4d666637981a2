import * as fc from "fast-check";
import type { Corpus } from "../test-bed/corpus.ts";
import { procedures } from "../test-bed/procedures.ts";
import { routes } from "../test-bed/routes.ts";
import { hostileText } from "./hostile.ts";

/** What stands at a door beside pages and procedures. */
const others = [
  "/api/auth/csrf",
  "/api/auth/providers",
  "/api/auth/session",
  "/api/auth/signin",
  "/api/auth/signin/credentials",
  "/api/auth/signout",
  "/api/auth/error",
  "/api/auth/verify-request",
  "/api/auth/callback/credentials",
  "/api/auth/callback/github",
  "/api/auth/_log",
  "/api/auth",
  "/api/trpc",
  "/api/trpc/",
  "/api",
  "/health/live",
  "/health/ready",
  "/health",
  "/metrics",
  "/images",
  "/images/x/y",
  "/_next/image?url=%2Ficon.svg&w=64&q=75",
  "/_next/image?url=http%3A%2F%2F127.0.0.1%2F&w=64&q=75",
  "/_next/data/x/users.json",
  "/_next/static/x.js",
  "/_next/webpack-hmr",
  "/_error",
  "/404",
  "/500",
  "/_document",
  "/_app",
  "/__nextjs_original-stack-frame",
  "/__nextjs_error_overlay",
  "/.env",
  "/.git/config",
  "/.well-known/security.txt",
  "/favicon.ico",
  "/server.js",
  "/package.json",
];

/** What pages read of a query, and what Next and next-auth do. */
const parameters = [
  "search",
  "sort",
  "direction",
  "cursor",
  "status",
  "page",
  "limit",
  "role",
  "group",
  "action",
  "actor",
  "target",
  "from",
  "to",
  "span",
  "token",
  "callbackUrl",
  "error",
  "csrfToken",
  "json",
  "input",
  "batch",
  "connectionParams",
  "lastEventId",
  "_rsc",
  "__nextLocale",
  "nxtPid",
  "nextauth",
  "__proto__",
  "constructor",
];

const mutations: readonly ((path: string) => string)[] = [
  (path) => `/${path}`,
  (path) => `${path}/`,
  (path) => `${path}/..`,
  (path) => `/x/..${path}`,
  (path) => `/%2e%2e${path}`,
  (path) => `${path}%00`,
  (path) => `${path}%`,
  (path) => `${path}%zz`,
  (path) => `${path}%ff`,
  (path) => `${path}%E0%A4%A`,
  (path) => `${path};x=y`,
  (path) => `${path}.rsc`,
  (path) => `${path}.json`,
  (path) => `${path}/.segments/_tree.segment.rsc`,
  (path) => path.replaceAll("/", "\\"),
  (path) => path.replaceAll("/", "%2f"),
  (path) => path.toUpperCase(),
  (path) => `http://evil.example${path}`,
  (path) => `${path}/${"x".repeat(4_000)}`,
  (path) => `${path}${"/a".repeat(2_000)}`,
  (path) => `${path}#fragment`,
  () => "*",
  () => "/",
  () => "//evil.example/",
  () => "/\\evil.example",
];

const encoded = (text: string) => encodeURIComponent(text.toWellFormed());

/** The target of a request: a route with hostile parts, a hostile query, sometimes bent as a whole. */
export function target(corpus: Corpus): fc.Arbitrary<string> {
  const part = fc.oneof(hostileText(corpus), fc.constantFrom(...Object.values(corpus.own).flat()));
  const filled = fc
    .tuple(fc.constantFrom(...routes), part)
    .map(([route, text]) => route.replaceAll(/\[[^\]]+\]/g, encoded(text)));
  const image = fc.tuple(part, part).map(([user, name]) => `/images/${encoded(user)}/${encoded(name)}`);
  const procedure = fc.constantFrom(...procedures).map(({ path }) => `/api/trpc/${path}`);
  const path = fc.oneof(
    { weight: 6, arbitrary: filled },
    { weight: 4, arbitrary: fc.constantFrom(...others) },
    { weight: 1, arbitrary: image },
    { weight: 1, arbitrary: procedure },
    { weight: 1, arbitrary: part.map((text) => `/${encoded(text)}`) },
  );
  const mutated = fc.oneof(
    { weight: 4, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom(...mutations) },
  );
  return fc.tuple(path, query(corpus), mutated).map(([at, asked, mutate]) => {
    const whole = asked === "" ? at : `${at}${at.includes("?") ? "&" : "?"}${asked}`;
    return mutate ? mutate(whole) : whole;
  });
}

function query(corpus: Corpus): fc.Arbitrary<string> {
  const key = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...parameters) },
    { weight: 1, arbitrary: hostileText(corpus) },
  );
  const value = fc.oneof(
    { weight: 6, arbitrary: hostileText(corpus).map(encoded) },
    {
      weight: 1,
      arbitrary: fc.constantFrom("%", "%zz", "%ff", "%00", "%ed%a0%80", "http://[", "//evil.example", "javascript:1"),
    },
  );
  return fc
    .array(fc.tuple(key, value), { maxLength: 4 })
    .map((pairs) => pairs.map(([name, text]) => `${encoded(name)}=${text}`).join("&"));
}
