import type { BenchCase } from "../test-bed/test-bed.ts";
import { againstBetterAuth } from "./against-better-auth.ts";
import { bigCascade } from "./big-cascade.ts";
import { bulk } from "./bulk.ts";
import { bulkLarge } from "./bulk-large.ts";
import { deactivate } from "./deactivate.ts";
import { deactivateByHand } from "./deactivate-by-hand.ts";
import { consoleMemory } from "./memory.ts";
import { overview } from "./overview.ts";
import { presence } from "./presence.ts";
import { search } from "./search.ts";
import { signIns } from "./sign-in.ts";
import { switchOff } from "./switch-off.ts";
import { userGet } from "./user-get.ts";
import { usersPage } from "./users-page.ts";
import { wakeUp } from "./wake-up.ts";

/** Every figure by its name, in the order of the table. */
export const benchCases: Readonly<Record<string, BenchCase>> = {
  "user-get": userGet,
  "users-page": usersPage,
  search,
  overview,
  "better-auth": againstBetterAuth,
  deactivate,
  "deactivate-by-hand": deactivateByHand,
  "switch-off": switchOff,
  "big-cascade": bigCascade,
  bulk,
  "bulk-large": bulkLarge,
  "wake-up": wakeUp,
  presence,
  "sign-in": signIns,
  memory: consoleMemory,
};
