import { transportReasons } from "@portcullis/api/kernel/failure";
import { errorReasons } from "@portcullis/domain/errors";
import { permission as permissionSchema } from "@portcullis/domain/permission";
import { brakeCount } from "@portcullis/domain/user/brake";
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";
import { z } from "zod";
import type { ApiCall } from "../make/api-call.ts";
import { type Answer, eventsIn, isEventStream } from "../test-bed/ask.ts";
import type { Corpus } from "../test-bed/corpus.ts";
import type { Expected } from "./expected.ts";
import { leaksIn } from "./leaks.ts";

/** The documented codes, with their status. */
const statusOf = {
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_SUPPORTED: 405,
  CONFLICT: 409,
  BAD_REQUEST: 400,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  TOO_MANY_REQUESTS: 429,
} as const;
const codes = Object.keys(statusOf) as (keyof typeof statusOf)[];

/** The longest lists every permission that there is. */
const sentenceMax = 1_000;

/** The documented form of a refusal: these fields and no other. */
const refusal = z
  .strictObject({
    message: z.string().min(1).max(sentenceMax),
    code: z.int(),
    data: z.strictObject({
      code: z.enum(codes),
      httpStatus: z.int(),
      reason: z.enum([...errorReasons, ...transportReasons]),
      field: z.string().min(1).max(100).optional(),
      retryAfter: z.int().positive().optional(),
      permission: permissionSchema.optional(),
      brake: brakeCount.optional(),
      requestId: z.string().length(36).nullable(),
    }),
  })
  .refine(({ code, data }) => code === TRPC_ERROR_CODES_BY_KEY[data.code], "The codes disagree.")
  .refine(({ data }) => data.httpStatus === statusOf[data.code], "Status and code disagree.")
  .refine(({ data }) => data.permission === undefined || data.reason === "permission_missing", "A permission.")
  .refine(({ data }) => (data.brake !== undefined) === (data.reason === "brake"), "A brake.")
  .refine(({ data }) => mustWait(data) === (data.retryAfter !== undefined), "No wait.");

function mustWait({ code, reason }: { readonly code: string; readonly reason: string }): boolean {
  // Time alone does not open a brake: the number does.
  return (code === "TOO_MANY_REQUESTS" && reason !== "brake") || (code === "SERVICE_UNAVAILABLE" && reason === "busy");
}

const errorBody = z.strictObject({ error: refusal });
const anyBody = z.union([errorBody, z.strictObject({ result: z.strictObject({ data: z.unknown().optional() }) })]);

/** Whatever a call is answered: what breaks a promise, as sentences; none where it keeps them. */
export function apiOracle(
  call: ApiCall,
  expected: Expected,
  answer: Answer,
  { secrets }: Pick<Corpus, "secrets">,
): string[] {
  const { status, headers, text } = answer;
  const leaks = leaksIn(text, secrets).map((leak) => `The answer tells ${leak}`);
  if (status >= 500) return [`The status is ${status}.`, ...leaks];
  // Node's own, before any of our code: a head that is too large.
  if (status === 431 && expected.statuses.includes(431)) return leaks;
  const isStream = isEventStream(headers);
  if (!isStream && headers["content-type"] !== "application/json") {
    return [`It is ${headers["content-type"]}, not JSON.`, ...leaks];
  }
  const parsed = bodyOf(isStream ? firstEvent(text) : text, call);
  if (!parsed.success) return [`The form is not the documented one: ${z.prettifyError(parsed.error)}`, ...leaks];
  const [first] = parsed.data;
  const data = first && "error" in first ? first.error.data : undefined;
  const own = data?.httpStatus ?? 200;
  const faults = [...leaks];
  if (!expected.statuses.includes(own))
    faults.push(`It is answered with ${own}, not with ${expected.statuses.join("/")}.`);
  if (!isStream && parsed.data.length === 1 && status !== own)
    faults.push(`The status is ${status}, the body says ${own}.`);
  if (expected.isInput && own === 400 && data?.field === undefined)
    faults.push("It does not say which field is wrong.");
  return faults;
}

function bodyOf(text: string, { companions }: ApiCall) {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = text;
  }
  const answers = z.array(anyBody).min(1);
  return companions !== undefined && Array.isArray(body) ? answers.safeParse(body) : answers.safeParse([body]);
}

/** A stream is always opened; what refuses it, or begins it, is the event after the greeting. */
function firstEvent(text: string): string {
  const [, first = ""] = eventsIn(text);
  const data = /^data: (.*)$/m.exec(first)?.[1] ?? "";
  return first.includes("event: serialized-error") ? `{"error":${data}}` : `{"result":{"data":${data}}}`;
}
