import type { UserPrincipal } from "@portcullis/auth/principal";
import {
  deviceTokenRefused,
  forbidden,
  permissionMissing,
  tokenRefused,
  unauthorized,
} from "@portcullis/domain/errors";
import type { TRPCMutationProcedure, TRPCQueryProcedure, TRPCSubscriptionProcedure } from "@trpc/server";
import type { z } from "zod";
import type { ApiContext, DeviceContext, GatewayContext, PublicContext, ServiceContext } from "./context.ts";
import { middleware, procedure } from "./init.ts";
import type { AccessRule, UseCase, UseCaseMeta } from "./use-case.ts";

/**
 * Whether a principal may enter a procedure. Whatever depends on the target is the use-case's to decide.
 * @throws {DomainError} UNAUTHORIZED `session_ended` · FORBIDDEN `permission_missing`, which names the permission,
 * `second_factor_required`, `confirmation_required`
 */
function assertMayEnter(access: AccessRule, principal: UserPrincipal | undefined): asserts principal is UserPrincipal {
  if (!principal) throw unauthorized();
  if ("permission" in access && !principal.permissions.includes(access.permission)) {
    throw permissionMissing(access.permission);
  }
  if ("owner" in access && !principal.isOwner) throw forbidden("permission_missing", "Only the owner may do this.");
  if (principal.mustEnrol && !("whileEnrolling" in access)) {
    throw forbidden("second_factor_required", "Your organisation requires a second factor. Set one up first.");
  }
  if ("confirmed" in access && !principal.isConfirmed) {
    throw forbidden("confirmation_required", "Confirm your identity, then try again.");
  }
}

type Service = PublicContext | ServiceContext | GatewayContext | DeviceContext;

/** What a use-case is given, once whoever calls has been let in. */
async function enter(access: AccessRule, ctx: ApiContext): Promise<Service> {
  const { db, from, mailer, publicUrl, factorKey, log, principal } = ctx;
  if ("gateway" in access) {
    const gateway = await ctx.authenticateGateway();
    if (!gateway) throw tokenRefused();
    return { db, principal: gateway };
  }
  if ("device" in access) {
    const device = await ctx.authenticateDevice();
    if (!device) throw deviceTokenRefused();
    return { db, principal: device };
  }
  const anybody = { db, from, mailer, publicUrl, factorKey, log };
  if ("anybody" in access) return anybody;
  assertMayEnter(access, principal);
  return { ...anybody, principal, cursorKey: ctx.cursorKey, handSession: ctx.handSession, alongside: ctx.alongside };
}

const requireAccess = middleware(async ({ ctx, meta, next }) => {
  if (!meta) throw forbidden("permission_missing", "No access rule is defined for this procedure.");
  return next({ ctx: { service: await enter(meta.access, ctx) } });
});

/** What every procedure is built on: without an access rule it refuses everybody. */
export const guarded = procedure.use(requireAccess);

interface Definition<Input extends z.ZodType, Output extends z.ZodType> {
  readonly input: z.input<Input>;
  readonly output: z.output<Output>;
  readonly meta: UseCaseMeta;
}

/** A use-case that reads, as a procedure. Queries travel in URLs: no secret belongs in their input. */
export function query<Meta extends UseCaseMeta, Input extends z.ZodType, Output extends z.ZodType>(
  useCase: UseCase<Meta, Input, Output>,
): TRPCQueryProcedure<Definition<Input, Output>> {
  return described(useCase).query(({ ctx, input }) => useCase(ctx.service as never, input as never)) as never;
}

/** A use-case that changes something, as a procedure. */
export function mutation<Meta extends UseCaseMeta, Input extends z.ZodType, Output extends z.ZodType>(
  useCase: UseCase<Meta, Input, Output>,
): TRPCMutationProcedure<Definition<Input, Output>> {
  return described(useCase).mutation(({ ctx, input }) => useCase(ctx.service as never, input as never)) as never;
}

const described = ({ meta, input, output }: { meta: UseCaseMeta; input: z.ZodType; output: z.ZodType }) =>
  guarded.meta(meta).input(input).output(output);

/** What a stream is given: everything of the request, and what a use-case of the same access would be given. */
export type StreamContext<Of extends Service> = ApiContext & { readonly service: Of };

/** Events until the signal aborts, with the meta of a use-case. */
export interface StreamCase<Of extends Service, Event> {
  (ctx: StreamContext<Of>, signal: AbortSignal | undefined): AsyncGenerator<Event>;
  readonly meta: UseCaseMeta;
}

/** Defines a stream, as `useCase` defines a call. */
export const streamCase = <Of extends Service, Event>(
  meta: UseCaseMeta,
  run: (ctx: StreamContext<Of>, signal: AbortSignal | undefined) => AsyncGenerator<Event>,
): StreamCase<Of, Event> => Object.assign(run, { meta });

/** A stream, as a procedure. */
export function stream<Of extends Service, Event>(
  streamed: StreamCase<Of, Event>,
): TRPCSubscriptionProcedure<{ input: void; output: AsyncIterable<Event, void>; meta: UseCaseMeta }> {
  return guarded
    .meta(streamed.meta)
    .subscription(({ ctx, signal }) => streamed(ctx as StreamContext<Of>, signal)) as never;
}
