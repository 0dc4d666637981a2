import { createCallerFactory, router } from "./init.ts";
import { accessRouter } from "./routers/access.ts";
import { accountRouter } from "./routers/account.ts";
import { agentRouter } from "./routers/agent.ts";
import { auditRouter } from "./routers/audit.ts";
import { cascadeRouter } from "./routers/cascade.ts";
import { deviceRouter } from "./routers/device.ts";
import { gatewayRouter } from "./routers/gateway.ts";
import { groupRouter } from "./routers/group.ts";
import { invitationRouter } from "./routers/invitation.ts";
import { overviewRouter } from "./routers/overview.ts";
import { passwordResetRouter } from "./routers/password-reset.ts";
import { roleRouter } from "./routers/role.ts";
import { sessionRouter } from "./routers/session.ts";
import { signInRouter } from "./routers/sign-in.ts";
import { tenantRouter } from "./routers/tenant.ts";
import { userRouter } from "./routers/user.ts";

/** Everything that HTTP reaches, mounted at `/api/trpc`. */
export const appRouter = router({
  access: accessRouter,
  agent: agentRouter,
  account: accountRouter,
  audit: auditRouter,
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
