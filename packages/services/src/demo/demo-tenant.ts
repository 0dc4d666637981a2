import { createHash } from "node:crypto";
import type { Faker } from "@faker-js/faker";
import { faker } from "@faker-js/faker/locale/en";
import { type DemoRows, noRows } from "./demo-rows.ts";

/** One tenant in the making: its clock, its dice, its ids, and the rows collected so far. */
export interface DemoTenant {
  readonly tenantId: string;
  readonly slug: string;
  readonly faker: Faker;
  readonly rows: DemoRows;
  /** The gateway of its past, which is gone: nothing runs in the demo, and one that does not report would never confirm anything. */
  readonly formerGateway: string;
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
export function demoTenant(slug: string, seed: number, now: Date): DemoTenant {
  faker.seed(seed);
  let made = 0;
  const newId = () => demoId(slug, made++);
  return {
    tenantId: newId(),
    slug,
    faker,
    rows: noRows(),
    formerGateway: newId(),
    now,
    newId,
    ago: ({ days = 0, hours = 0, minutes = 0, seconds = 0 }) =>
      new Date(now.getTime() - days * day - hours * hour - minutes * minute - seconds * second),
    between: (from, to) =>
      new Date(from.getTime() + Math.floor(faker.number.float() * Math.max(0, to.getTime() - from.getTime()))),
  };
}

/** Before any clock that runs this, so that whatever is made later sorts behind the demo's rows. */
const epoch = Date.UTC(2020, 0, 1);

/** Shaped like a UUIDv7, derived from tenant and ordinal alone, and rising with the ordinal. */
function demoId(slug: string, ordinal: number): string {
  const hash = createHash("sha256").update(`${slug}/${ordinal}`).digest();
  hash.writeUIntBE(epoch + ordinal, 0, 6);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x70, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString("hex", 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
