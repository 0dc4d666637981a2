import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "./router.ts";

export type { ApiErrorData, ApiErrorReason } from "./failure.ts";
export type { AppRouter } from "./router.ts";
export type { CascadeEvent } from "./streams/watch-cascades.ts";

export type RouterInputs = inferRouterInputs<AppRouter>;
export type RouterOutputs = inferRouterOutputs<AppRouter>;
