import { targetKinds } from "@portcullis/domain/audit";
import { DomainError, isRecordedRefusal, type RecordedRefusal } from "@portcullis/domain/errors";
import { id as uuid } from "@portcullis/domain/ids";
import type { TRPCError } from "@trpc/server";
import { type Refusal, recordRefusal } from "../audit/record-refusal.ts";
import type { ApiContext } from "./context.ts";

interface Call {
  readonly path: string;
  readonly type: "query" | "mutation" | "subscription";
  readonly ctx: ApiContext;
  readonly getRawInput: () => Promise<unknown>;
}

/** Lets no refusal of a change go without a trace: rights that are missing, the ceiling, the owner, oneself. */
export async function recordRefusals<Result extends { ok: true } | { ok: false; error: TRPCError }>(
  { path, type, ctx, getRawInput }: Call,
  next: () => Promise<Result>,
): Promise<Result> {
  const result = await next();
  const { principal } = ctx;
  if (result.ok || type !== "mutation" || !principal) return result;
  const { cause } = result.error;
  if (!(cause instanceof DomainError) || !isRecordedRefusal(cause.reason)) return result;
  const { db, log } = ctx;
  // Whoever may not enter is not read: a body that is missing or torn would answer in place of the refusal.
  const input = cause.reason === "permission_missing" ? undefined : await getRawInput();
  const about = targetOf(path, cause.reason, input, cause.field, principal);
  await recordRefusal({ db, log, principal }, { procedure: path, reason: cause.reason, ...about });
  return result;
}

/** What the rules looked at. Where a permission is missing they looked at nothing, and what was named may be anybody's. */
function targetOf(
  path: string,
  reason: RecordedRefusal,
  input: unknown,
  field: string | undefined,
  principal: { readonly tenantId: string },
): Pick<Refusal, "target" | "subjectId"> {
  const nobody = { target: { kind: "tenant", id: principal.tenantId }, subjectId: undefined } as const;
  if (reason === "permission_missing") return nobody;
  const person = idAt(input, field?.startsWith("userIds.") ? field : "userId");
  if (person !== undefined) return { target: { kind: "user", id: person }, subjectId: person };
  const kind = targetKinds.find((noun) => path.startsWith(`${noun}.`));
  const id = idAt(input, "id");
  if (!kind || id === undefined) return nobody;
  return { target: { kind, id }, subjectId: kind === "user" ? id : undefined };
}

/** The id at a path of the input, `userIds.3`; undefined where there is none. */
function idAt(input: unknown, path: string): string | undefined {
  const value = path
    .split(".")
    .reduce<unknown>((at, key) => (typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined), input);
  return uuid.safeParse(value).data;
}
