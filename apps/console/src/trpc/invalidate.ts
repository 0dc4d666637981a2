import type { AppRouter } from "@portcullis/api/types";
import { type Query, type QueryClient, useQueryClient } from "@tanstack/react-query";
import type { inferRouterInputs } from "@trpc/server";
import { useCallback } from "react";

type Inputs = inferRouterInputs<AppRouter>;
type Noun = keyof Inputs;
/** All queries of a noun, or a single one. */
type Queries = { [Of in Noun]: Of | `${Of}.${Extract<keyof Inputs[Of], string>}` }[Noun];

/** Where the console shows a change of each thing. */
const shownIn = {
  account: ["account"],
  bulk: ["bulk", "overview.get"],
  device: ["access", "device", "user", "account", "audit"],
  gateway: [
    "access",
    "gateway",
    "cascade",
    "user.get",
    "device.connection",
    "device.cutOff",
    "audit",
    "overview.get",
    "bulk.receipt",
  ],
  group: ["group", "user", "role", "audit"],
  invitation: ["invitation", "audit"],
  overview: ["overview.get"],
  presence: ["device", "user"],
  role: ["role", "user", "account", "audit"],
  session: ["session", "user", "audit"],
  tenant: ["tenant.get", "account.me", "user"],
  user: ["access", "user", "device", "session", "cascade", "audit", "overview.get", "bulk.receipt"],
} as const satisfies Readonly<Record<string, readonly Queries[]>>;

export interface Change {
  /** What changed. */
  readonly nouns: readonly (keyof typeof shownIn)[];
  /** Which ones, where that is known: only queries that ask for or show one are read again, and lists that follow presence. */
  readonly ids?: ReadonlySet<string> | undefined;
  /** What was deleted: a query about it would only be answered with "not found". */
  readonly gone?: string | undefined;
}

/** Reads again whatever the open page shows of a change. Resolves once it has arrived. */
export function invalidate(queryClient: QueryClient, { nouns, ids, gone }: Change): Promise<void> {
  const queries = new Set<string>(nouns.flatMap((noun) => shownIn[noun]));
  const isGone = new Set(gone === undefined ? [] : [gone]);
  return queryClient.invalidateQueries({
    predicate: (query) => {
      const { path, input } = read(query);
      if (!queries.has(path[0] ?? "") && !queries.has(path.join("."))) return false;
      if (mentions(input, isGone)) return false;
      if (ids === undefined || followsPresence(input)) return true;
      // A count names none of those that it counts.
      if (path[1] === "count" && nouns.some((noun) => noun !== "presence")) return true;
      return mentions(input, ids) || mentions(query.state.data, ids);
    },
  });
}

/** `invalidate` for what need not wait. */
export function useInvalidate(): (change: Change) => void {
  const queryClient = useQueryClient();
  return useCallback((change) => void invalidate(queryClient, change), [queryClient]);
}

/** A key of tRPC: `[["user", "get"], { input: { id }, type: "query" }]`. */
function read({ queryKey: [path, options] }: Query): { path: readonly string[]; input: unknown } {
  const isPath = Array.isArray(path) && path.every((part) => typeof part === "string");
  const input = typeof options === "object" && options !== null && "input" in options ? options.input : undefined;
  return { path: isPath ? path : [], input };
}

/** Lists that a device enters, leaves or moves in by coming and going, whether it is on their page or not. */
function followsPresence(input: unknown): boolean {
  if (typeof input !== "object" || input === null) return false;
  return "status" in input || "presence" in input || ("sort" in input && input.sort === "lastConnection");
}

/** Whether one of the ids is a value somewhere in it. */
function mentions(value: unknown, ids: ReadonlySet<string>): boolean {
  if (typeof value === "string") return ids.has(value);
  if (typeof value !== "object" || value === null || ids.size === 0) return false;
  return Object.values(value).some((inner) => mentions(inner, ids));
}
