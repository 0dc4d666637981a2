import type { Faker } from "@faker-js/faker";
import { faker } from "@faker-js/faker/locale/en";
import { type DemoSlug, demoId } from "@portcullis/api/tenant/demo-ids";
import { type Timestamp, toTimestamp } from "@portcullis/domain/timestamp";
import { type DemoRows, noRows } from "./demo-rows.ts";

/** One tenant in the making: its clock, its dice, its ids, and the rows collected so far. */
export interface DemoTenant {
  readonly tenantId: string;
  readonly slug: string;
  readonly faker: Faker;
  readonly rows: DemoRows;
  /** The simulated gateway: `start` makes it where it runs one, and the receipts name it. */
  readonly gatewayId: string;
  readonly now: Timestamp;
  /** The same sequence on every run. */
  newId(): string;
  /** A moment before now. */
  ago(span: {
    readonly days?: number;
    readonly hours?: number;
    readonly minutes?: number;
    readonly seconds?: number;
  }): Timestamp;
  /** A moment between two others. */
  between(from: Timestamp, to: Timestamp): Timestamp;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A time some milliseconds after another, or before it. */
export const after = (at: Timestamp, ms: number): Timestamp => toTimestamp(Date.parse(at) + ms);

/** @param seed two tenants with one seed would be twins */
export function demoTenant(slug: DemoSlug, seed: number, now: Timestamp): DemoTenant {
  faker.seed(seed);
  let made = 0;
  const newId = () => demoId(slug, made++);
  return {
    tenantId: newId(),
    slug,
    faker,
    rows: noRows(),
    gatewayId: newId(),
    now,
    newId,
    ago: ({ days = 0, hours = 0, minutes = 0, seconds = 0 }) =>
      after(now, -(days * day + hours * hour + minutes * minute + seconds * second)),
    between: (from, to) =>
      after(from, Math.floor(faker.number.float() * Math.max(0, Date.parse(to) - Date.parse(from)))),
  };
}
