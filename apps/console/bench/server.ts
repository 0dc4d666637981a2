import { join } from "node:path";
import { procedure, router } from "@portcullis/api/kernel/init";
import { appRouter } from "@portcullis/api/router";
import { unauthorized } from "@portcullis/domain/errors";
import { z } from "zod";
import { startConsole } from "../src/server/start.ts";

/** A call that does nothing but find out who is signed in: what every other is compared with. */
const empty = procedure.output(z.strictObject({})).query(({ ctx }) => {
  if (!ctx.principal) throw unauthorized();
  return {};
});

/** The console as it is built, with that one procedure more: `packages/system-tests` starts it. */
const withEmpty = router({ ...appRouter._def.record, bench: router({ empty }) });
const running = await startConsole(join(import.meta.dirname, ".."), withEmpty);
process.once("SIGTERM", () => void running.stop().then(() => process.exit(0)));
