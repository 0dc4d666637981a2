import { z } from "zod";
import { id } from "./ids.ts";
import { permission } from "./permission.ts";
import { shortPerson } from "./tenant.ts";
import { userRole } from "./user/user.ts";

/** Who is signed in, where, and what they may do at this instant. */
export const accountMe = z.strictObject({
  id,
  email: z.string(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  image: z.string().nullable(),
  isOwner: z.boolean(),
  permissions: z.array(permission),
  /** Direct and through groups, by name. */
  roles: z.array(userRole),
  tenant: z.strictObject({ id, slug: z.string(), name: z.string() }),
  sessionId: id,
  /** Ownership of the tenant is offered to them: by whom, and until when they may accept. */
  ownershipOffer: z.strictObject({ by: shortPerson, expiresAt: z.date() }).nullable(),
});
export type AccountMe = z.infer<typeof accountMe>;
