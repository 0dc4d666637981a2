import { randomUUID } from "node:crypto";
import type { World } from "../world.ts";

/** A role that nobody holds yet. */
export const aRole = (world: World) =>
  world.admin.call.role.create({ name: `Role ${randomUUID()}`, permissions: ["user:read"] });
