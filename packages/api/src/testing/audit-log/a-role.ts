import { randomUUID } from "node:crypto";
import type { Fixture } from "../fixture.ts";

/** A role that nobody holds yet. */
export const aRole = (fixture: Fixture) =>
  fixture.admin.call.role.create({ name: `Role ${randomUUID()}`, permissions: ["user:read"] });
