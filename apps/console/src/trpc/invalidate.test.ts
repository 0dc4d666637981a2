import { QueryClient } from "@tanstack/react-query";
import { expect, it } from "vitest";
import { type Change, invalidate } from "./invalidate.ts";

const shown = {
  ada: { path: ["user", "get"], input: { id: "ada" }, data: { id: "ada", devices: [{ id: "laptop" }] } },
  bob: { path: ["user", "get"], input: { id: "bob" }, data: { id: "bob", devices: [] } },
  online: { path: ["user", "list"], input: { presence: "online" }, data: { items: [{ id: "bob" }] } },
  byConnection: { path: ["device", "list"], input: { sort: "lastConnection" }, data: { items: [] } },
  devices: { path: ["device", "list"], input: {}, data: { items: [{ id: "laptop", user: { id: "ada" } }] } },
  counted: { path: ["user", "count"], input: {}, data: { count: 7, exact: true } },
  cutOff: { path: ["device", "cutOff"], input: { id: "phone" }, data: null },
  gateways: { path: ["gateway", "list"], input: undefined, data: { items: [] } },
  other: { path: undefined, input: undefined, data: true },
};
type Name = keyof typeof shown;

/** Which of the queries above a change has read again. */
async function readAgain(change: Change): Promise<Name[]> {
  const client = new QueryClient();
  for (const { path, input, data } of Object.values(shown)) {
    client.setQueryData(path ? [path, { input, type: "query" }] : ["database"], data);
  }
  await invalidate(client, change);
  const names = Object.keys(shown) as Name[];
  return names.filter((_, at) => client.getQueryCache().getAll()[at]?.state.isInvalidated);
}

it("reads again what shows the noun, whole routers and single queries", async () => {
  expect(await readAgain({ nouns: ["gateway"] })).toEqual(["ada", "bob", "cutOff", "gateways"]);
  expect(await readAgain({ nouns: ["group"] })).toEqual(["ada", "bob", "online", "counted"]);
});

it("reads nothing again that asks for what was deleted", async () => {
  expect(await readAgain({ nouns: ["group"], gone: "ada" })).toEqual(["bob", "online", "counted"]);
});

it("reads again what asks for or shows one of the ids, and lists that it could enter or move in", async () => {
  expect(await readAgain({ nouns: ["presence"], ids: new Set(["laptop"]) })).toEqual([
    "ada",
    "online",
    "byConnection",
    "devices",
  ]);
  expect(await readAgain({ nouns: ["presence"], ids: new Set(["phone"]) })).toEqual([
    "online",
    "byConnection",
    "cutOff",
  ]);
  // A count names nobody: whatever became of somebody may have changed it.
  expect(await readAgain({ nouns: ["user"], ids: new Set(["bob"]) })).toEqual([
    "bob",
    "online",
    "byConnection",
    "counted",
  ]);
  // A part of an id is no id.
  expect(await readAgain({ nouns: ["presence"], ids: new Set(["lap"]) })).toEqual(["online", "byConnection"]);
});
