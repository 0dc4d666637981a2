import type { TargetKind } from "@portcullis/domain/audit";
import type { AuditAction } from "@portcullis/domain/audit-action";
import type { BulkInput, BulkVerb } from "@portcullis/domain/bulk";
import type { Permission } from "@portcullis/domain/permission";
import type { SQL } from "drizzle-orm";
import { z } from "zod";
import type { SetForm } from "./change-set.ts";
import type { DeviceContext, GatewayContext, PublicContext, ServiceContext } from "./context.ts";

/**
 * Who may call a use-case:
 * - `own`: anyone signed in for what is their own; for others' it needs the permission `others`, or one of them
 * - `anybody`: without signing in, authorized by a secret in the input where one is needed
 * - `gateway`, `device`: only the agent of a gateway, or a device, by its token
 */
export type AccessRule =
  | {
      readonly permission: Permission;
      readonly confirmed?: true;
      /** And the permission of the single act that a bulk operation is of, which its verb says. */
      readonly andOfVerb?: true;
    }
  | { readonly own: true; readonly others: Permission | readonly Permission[] }
  | {
      readonly signedIn: true;
      /** Only for the owner of the tenant. */
      readonly owner?: true;
      /** Only soon after a proof of who one is: a stolen cookie is not enough. */
      readonly confirmed?: true;
      /** Also for whom the tenant's policy asks for a second factor that they do not have yet. */
      readonly whileEnrolling?: true;
    }
  | { readonly gateway: true }
  | { readonly device: true }
  | { readonly anybody: true };

/** What holds for a use-case wherever it is called from. */
export interface UseCaseMeta {
  readonly access: AccessRule;
  /** What the input's `id` names, or its `userId` where it has no `id`: whose rights are looked at, and what a refusal is about. */
  readonly subject?: TargetKind;
  /** The entry that it leaves in the audit log. */
  readonly audit?: AuditAction;
  /** What bulk operations run of it, by their verb: the form that it runs itself. */
  readonly bulk?: BulkForms;
  /** Of a read by an id: its row, which then may come with the session of whoever asks, as `alongside` of its context. */
  readonly readOne?: (tenantId: SQL, input: { readonly id: string }) => SQL;
}

/** A form for each verb of a bulk operation that a use-case is the single act of. */
export type BulkForms = {
  readonly [Verb in BulkVerb]?: SetForm<BulkInput<Verb>, unknown>;
};

type ContextOf<Access extends AccessRule> = Access extends { readonly anybody: true }
  ? PublicContext
  : Access extends { readonly gateway: true }
    ? GatewayContext
    : Access extends { readonly device: true }
      ? DeviceContext
      : ServiceContext;

/** The context of somebody signed in, with the access rule and subject of the use-case that they called: what locks read. */
export interface CallerContext extends ServiceContext {
  readonly meta: UseCaseMeta;
}

/** A use-case: called like a function, and read by every entry point for its access rule and schemas. */
export interface UseCase<Meta extends UseCaseMeta, Input extends z.ZodType, Output extends z.ZodType> {
  (ctx: ContextOf<Meta["access"]>, input: z.output<Input>): Promise<z.input<Output>>;
  readonly meta: Meta;
  readonly input: Input;
  readonly output: Output;
}

/** Defines a use-case. `run` is given parsed input. */
export function useCase<const Meta extends UseCaseMeta, Input extends z.ZodType, Output extends z.ZodType>(
  meta: Meta,
  input: Input,
  output: Output,
  run: (
    ctx: ContextOf<Meta["access"]> & { readonly meta: UseCaseMeta },
    input: z.output<Input>,
  ) => Promise<z.input<Output>>,
): UseCase<Meta, Input, Output> {
  const call = async (ctx: ContextOf<Meta["access"]>, given: z.output<Input>) => run({ ...ctx, meta }, given);
  return Object.assign(call, { meta, input, output });
}

/** The input of a use-case that takes none. */
export const noInput = z.void().or(z.null());

/** The output of a use-case that has nothing to tell. */
export const done = z.strictObject({});
