import { randomFrom } from "@portcullis/api/testing/random";
import { seedDemo } from "@portcullis/demo/seed-demo";
import { testDatabase } from "@portcullis/testing/test-database";
import { expect, it } from "vitest";
import { floodFaults } from "../faults/flood-faults.ts";
import { smallProduct } from "../testing/small-product.ts";

/** Milliseconds that each flood lasts. */
const lastingMs = 8_000;

it("answers every call of another tenant while one member floods the console or asks for 1,500 streams", async () => {
  await using database = await testDatabase();
  await seedDemo(database);
  await using product = await smallProduct(database);
  const violations: string[] = [];
  const operationLog = { violate: (sentence: string) => void violations.push(sentence) };
  const faults = floodFaults(product.url, operationLog, randomFrom(1));
  expect(faults).toHaveLength(2);
  for (const { inject } of faults) await inject({ lastingMs, aheadSeconds: 0 });
  expect(violations).toEqual([]);
});
