import { accessRouter } from "./access/router.ts";
import { accountRouter } from "./account/router.ts";
import { auditRouter } from "./audit/router.ts";
import { bulkRouter } from "./bulk/router.ts";
import { cascadeRouter } from "./change/router.ts";
import { deviceRouter } from "./device/router.ts";
import { agentRouter, gatewayRouter } from "./gateway/router.ts";
import { groupRouter } from "./group/router.ts";
import { invitationRouter } from "./invitation/router.ts";
import { createCallerFactory, router } from "./kernel/init.ts";
import { overviewRouter } from "./overview/router.ts";
import { roleRouter } from "./role/router.ts";
import { sessionRouter } from "./session/router.ts";
import { passwordResetRouter, signInRouter } from "./sign-in/router.ts";
import { tenantRouter } from "./tenant/router.ts";
import { userRouter } from "./user/router.ts";

/** Everything that HTTP reaches, mounted at `/api/trpc`. */
export const appRouter = router({
  access: accessRouter,
  agent: agentRouter,
  account: accountRouter,
  audit: auditRouter,
  bulk: bulkRouter,
  cascade: cascadeRouter,
  device: deviceRouter,
  gateway: gatewayRouter,
  group: groupRouter,
  overview: overviewRouter,
  passwordReset: passwordResetRouter,
  invitation: invitationRouter,
  role: roleRouter,
  session: sessionRouter,
  signIn: signInRouter,
  tenant: tenantRouter,
  user: userRouter,
});
export type AppRouter = typeof appRouter;

/** Calls the router in process: server components and tests. Errors are `TRPCError`; `errorData` reads them. */
export const createCaller = createCallerFactory(appRouter);
