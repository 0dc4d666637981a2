import { initTRPC } from "@trpc/server";
import { watchCall } from "./call-metrics.ts";
import type { ApiContext } from "./context.ts";
import { errorData, translateError } from "./errors.ts";
import { recordRefusals } from "./record-refusals.ts";
import type { UseCaseMeta } from "./use-case.ts";

/** Far below the idle time-outs of usual proxies (60 s). */
const pingIntervalMs = 15_000;
/** Two pings missed: the connection is dead, whatever TCP believes. */
const reconnectAfterInactivityMs = 35_000;

const t = initTRPC
  .context<ApiContext>()
  .meta<UseCaseMeta>()
  .create({
    isDev: false,
    errorFormatter({ shape, error, ctx }) {
      return { code: shape.code, ...errorData(ctx ? translateError(error, ctx) : error) };
    },
    sse: { ping: { enabled: true, intervalMs: pingIntervalMs }, client: { reconnectAfterInactivityMs } },
  });

export const { router, middleware, createCallerFactory } = t;

/** `next()` never rejects: it answers the error, which is looked at here, for every procedure. */
const translateErrors = middleware(async ({ ctx, next }) => {
  const result = await next();
  if (!result.ok) throw translateError(result.error, ctx);
  return result;
});

const watchCalls = middleware(({ next, ...call }) => watchCall(call, next));

const recordRefused = middleware(({ next, ...call }) => recordRefusals(call, next));

/** The ground of every procedure: it is measured, errors are the API's, whatever throws, and refused changes leave a trace. */
export const procedure = t.procedure.use(watchCalls).use(translateErrors).use(recordRefused);
