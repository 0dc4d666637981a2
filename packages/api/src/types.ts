import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "./router.ts";

export type { CascadeEvent } from "./change/watch-cascades.ts";
export type { ApiErrorData, ApiErrorReason } from "./kernel/failure.ts";
export type { AppRouter } from "./router.ts";

export type RouterInputs = inferRouterInputs<AppRouter>;
export type RouterOutputs = inferRouterOutputs<AppRouter>;
