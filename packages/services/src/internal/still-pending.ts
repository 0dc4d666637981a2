import { sql } from "drizzle-orm";

/**
 * Whether an acknowledgement `o`, joined to its cascade `c` and user `u`, is still asked for: a cascade whose user has been
 * changed again since is nothing to confirm any more, nor is a device whose key may connect again. A change of everybody's
 * access, without a user, always is.
 */
export const isStillPending = sql`case when o.public_key is null then u.id is null or u.generation = c.generation
  else not exists (select from access where access.tenant_id = o.tenant_id and access.public_key = o.public_key) end`;

/** `o` with what the rule looks at. Add where. */
export const fromOpen = sql`gateway_confirmations o
  left join cascades c on c.tenant_id = o.tenant_id and c.id = o.change_id
  left join users u on u.tenant_id = o.tenant_id and u.id = o.user_id`;
