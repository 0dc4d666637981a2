import * as fc from "fast-check";
import type { CallerName, Callers } from "../test-bed/callers.ts";
import type { Corpus } from "../test-bed/corpus.ts";
import { hostileText } from "./hostile.ts";
import { target } from "./target.ts";

/** A request as it goes over the wire, but for its caller's cookie or token. */
export interface RawRequest {
  readonly method: string;
  readonly target: string;
  readonly caller: CallerName;
  /** Bends the caller's cookie or token; undefined leaves it whole. */
  readonly mutate: string | undefined;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | undefined;
  readonly framing: "length" | "chunks" | "short" | "torn" | "none";
}

const methods = ["HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get", "FOO", "CONNECT"];

/** Headers that Next, next-auth, tRPC, Node or a proxy look at; the empty value stands for one that is made. */
const looked: Readonly<Record<string, readonly string[]>> = {
  accept: ["*/*", "text/x-component", "text/event-stream", "application/jsonl", "", "q=;,"],
  "accept-encoding": ["gzip, br, zstd", "identity;q=0", ""],
  "accept-language": [""],
  authorization: ["Bearer", "Bearer x", "Basic eDp5", ""],
  "content-encoding": ["gzip", "br", "x"],
  "content-type": [
    "application/json",
    "application/json; charset=utf-16",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "text/plain",
    "text/x-component",
    "",
  ],
  cookie: [
    "portcullis.session=x",
    "portcullis.session.0=x; portcullis.session.1=y",
    "portcullis.csrf=x",
    "portcullis.csrf=x%7Cy",
    "portcullis.callback-url=http://[",
    "portcullis.callback-url=//evil.example",
    "__proto__=x; =; ;;; a",
    "portcullis.session=%",
    "portcullis.session@=x",
    "portcullis.session=eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ..a.b.c",
    "",
  ],
  expect: ["100-continue", "x"],
  forwarded: ["for=evil", ""],
  host: ["evil.example", "", "localhost:99999", "[::1"],
  "if-modified-since": ["Wed, 25 Nov 2026 00:00:00 GMT", "x"],
  "if-none-match": ["*", '"x"', ""],
  "next-action": ["x", "0123456789abcdef0123456789abcdef01234567"],
  "next-router-prefetch": ["1", "2", "x"],
  "next-router-segment-prefetch": ["/_tree", "/_index", "x"],
  "next-router-state-tree": ["x", "%5B%5D", "%7B", "%", "null", ""],
  "next-url": ["/users", "http://[", ""],
  origin: ["null", "https://evil.example", ""],
  range: ["bytes=0-0", "bytes=9-1", "x"],
  "rsc-action-id": ["x"],
  rsc: ["1", "x"],
  "sec-fetch-site": ["cross-site", "none", "same-origin"],
  traceparent: ["00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "00-x-y-01", "ff", ""],
  tracestate: ["a=b", ""],
  "trpc-accept": ["application/jsonl", "x"],
  upgrade: ["websocket", "h2c", "x"],
  "x-action-forwarded": ["1"],
  "x-forwarded-for": ["evil", "::1", "1.2.3.4, , 5", ""],
  "x-forwarded-host": ["evil.example", ""],
  "x-forwarded-proto": ["https", "x", ""],
  "x-http-method-override": ["DELETE"],
  "x-invoke-path": ["/users"],
  "x-invoke-status": ["500"],
  "x-matched-path": ["/users/[id]", "/_error", ""],
  "x-middleware-prefetch": ["1"],
  "x-middleware-rewrite": ["http://127.0.0.1:1/"],
  "x-middleware-subrequest": ["proxy:proxy:proxy:proxy:proxy", "src/proxy"],
  "x-nextjs-data": ["1"],
  "x-nextjs-html-request-id": ["x"],
  "x-nextjs-request-id": ["x"],
  "x-now-route-matches": ["1=x", "%"],
  "x-portcullis-client-address": ["1.2.3.4"],
  "x-portcullis-path": ["//evil.example"],
  "x-prerender-revalidate": ["x"],
  "x-request-id": ["planted", ""],
};

const bodies = [
  "{}",
  "[]",
  "",
  "null",
  '{"json":{}}',
  '{"__proto__":{}}',
  "a=b&a=c&__proto__=x",
  "--x\r\n\r\n--x--",
  "\0",
  '["$ACTION_ID_x"]',
];

/** What a header may carry: no line ends, one byte a character. */
const oneLine = (text: string) => Buffer.from(text.replaceAll(/[\r\n\0]/g, " ").toWellFormed()).toString("latin1");

function header(corpus: Corpus): fc.Arbitrary<readonly [string, string]> {
  return fc.tuple(fc.constantFrom(...Object.keys(looked)), fc.nat(), hostileText(corpus)).map(([name, which, text]) => {
    const values = looked[name] ?? [""];
    return [name, values[which % values.length] || oneLine(text)] as const;
  });
}

/** Fields of the sign-in form. Of a tenant that is none: what happens to a real account is written down, as it should be. */
function form(corpus: Corpus): fc.Arbitrary<string> {
  const text = hostileText(corpus);
  const fields = {
    csrfToken: text,
    callbackUrl: text,
    json: text,
    email: text,
    password: text,
    code: text,
    assertion: text,
  };
  return fc
    .tuple(fc.record(fields, { requiredKeys: [] }), text)
    .map(([some, tenant]) => new URLSearchParams({ ...some, tenant: `x${tenant.toWellFormed()}` }).toString());
}

export function rawRequests(corpus: Corpus): fc.Arbitrary<RawRequest> {
  return fc.record({
    method: fc.oneof(
      { weight: 8, arbitrary: fc.constant("GET") },
      { weight: 3, arbitrary: fc.constantFrom(...methods) },
    ),
    target: target(corpus),
    caller: fc.constantFrom<CallerName>("nobody", "owner", "owner", "member", "gateway", "device"),
    mutate: fc.option(fc.constantFrom("letter", "cut", "twice", "case"), { freq: 6, nil: undefined }),
    headers: fc.array(header(corpus), { maxLength: 4 }),
    body: fc.option(fc.oneof(form(corpus), fc.constantFrom(...bodies), hostileText(corpus)), {
      freq: 2,
      nil: undefined,
    }),
    framing: fc.constantFrom("length", "length", "length", "chunks", "short", "torn", "none"),
  });
}

/** The bytes of a request. A header that is named goes before the one that would be sent by itself. */
export function bytesOf(rawRequest: RawRequest, callers: Callers, port: number): Buffer {
  const { method, target: at, caller, mutate, headers, body, framing } = rawRequest;
  const own = Object.entries(callers.headers[caller]).map(([name, value]) => [name, mutateOne(value, mutate)] as const);
  const named = new Set(headers.map(([name]) => name));
  const lines = [...headers, ...[["host", `localhost:${port}`] as const, ...own].filter(([name]) => !named.has(name))];
  const sent = body === undefined ? Buffer.alloc(0) : Buffer.from(body.toWellFormed());
  const framed = frame(sent, body === undefined ? "none" : framing);
  const connection = named.has("upgrade") ? "upgrade, close" : "close";
  const head = [
    `${method} ${at.replaceAll(/[\r\n ]/g, "")} HTTP/1.1`,
    ...lines.map(([name, value]) => `${name}: ${value}`),
    ...framed.lines,
    `connection: ${connection}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`, "latin1"), framed.bytes]);
}

function mutateOne(value: string, mutate: string | undefined): string {
  const at = value.length >> 1;
  if (mutate === "letter") return `${value.slice(0, at)}${value[at] === "A" ? "B" : "A"}${value.slice(at + 1)}`;
  if (mutate === "cut") return value.slice(0, -3);
  if (mutate === "twice") return `${value}; ${value}`;
  return mutate === "case" ? value.toLowerCase() : value;
}

function frame(bytes: Buffer, framing: RawRequest["framing"]): { lines: string[]; bytes: Buffer } {
  if (framing === "none") return { lines: [], bytes: Buffer.alloc(0) };
  // What comes after the end that was announced is no request of anybody's.
  if (framing === "short") return { lines: [`content-length: ${bytes.length >> 1}`], bytes };
  // Whoever sends hangs up before the end that was announced.
  if (framing === "torn") return { lines: [`content-length: ${bytes.length + 1_000}`], bytes };
  if (framing === "length") return { lines: [`content-length: ${bytes.length}`], bytes };
  const chunk = Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from("\r\n0\r\n\r\n")]);
  return { lines: ["transfer-encoding: chunked"], bytes: bytes.length > 0 ? chunk : Buffer.from("0\r\n\r\n") };
}
