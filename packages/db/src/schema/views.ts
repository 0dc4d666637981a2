import { json, pgView, text, uuid } from "drizzle-orm/pg-core";
import { binaryText } from "./columns.ts";

/** Who may connect; its text is `sql/views/access.sql`, as below. */
export const access = pgView("access", {
  tenantId: uuid("tenant_id"),
  deviceId: uuid("device_id"),
  userId: uuid("user_id"),
  publicKey: text("public_key"),
}).existing();

/** How each device stands to its tenant's rules, without the rows that it was derived from. */
export const deviceAccess = pgView("device_access", {
  tenantId: uuid("tenant_id"),
  deviceId: uuid("device_id"),
  userId: uuid("user_id"),
  publicKey: text("public_key"),
  failing: text("failing").array(),
  compliance: text("compliance"),
  denials: text("denials").array(),
}).existing();

/** What a device's record shows, and its user in short form. */
export const deviceRecords = pgView("device_records", {
  tenantId: uuid("tenant_id"),
  deviceId: uuid("device_id"),
  userId: uuid("user_id"),
  nameKey: binaryText("name_key"),
  record: json("record"),
  holder: json("holder"),
  denials: text("denials").array(),
  compliance: text("compliance"),
}).existing();
