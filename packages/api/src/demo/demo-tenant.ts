import type { Faker } from "@faker-js/faker";
import { faker } from "@faker-js/faker/locale/en";
import { type DemoSlug, demoId } from "./demo-ids.ts";
import { type DemoRows, noRows } from "./demo-rows.ts";

/** One tenant in the making: its clock, its dice, its ids, and the rows collected so far. */
export interface DemoTenant {
  readonly tenantId: string;
  readonly slug: string;
  readonly faker: Faker;
  readonly rows: DemoRows;
  /** The simulated gateway: `start` makes it where it runs one, and the receipts name it. */
  readonly gatewayId: string;
  readonly now: Date;
  /** The same sequence on every run. */
  newId(): string;
  /** A moment before now. */
  ago(span: {
    readonly days?: number;
    readonly hours?: number;
    readonly minutes?: number;
    readonly seconds?: number;
  }): Date;
  /** A moment between two others. */
  between(from: Date, to: Date): Date;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** @param seed two tenants with one seed would be twins */
export function demoTenant(slug: DemoSlug, seed: number, now: Date): DemoTenant {
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
      new Date(now.getTime() - days * day - hours * hour - minutes * minute - seconds * second),
    between: (from, to) =>
      new Date(from.getTime() + Math.floor(faker.number.float() * Math.max(0, to.getTime() - from.getTime()))),
  };
}
