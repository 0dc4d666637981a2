import { listCascades } from "@portcullis/domain/cascade";
import { expect, it } from "vitest";
import { loadReceiptsSearch, toListCascades } from "./receipts-search-params.ts";

const ask = (query: string) => toListCascades(loadReceiptsSearch(new URLSearchParams(query)));

it("reads the list's state from a URL, and takes what is none for none", () => {
  expect(ask("state=failed&pages=a,b")).toEqual({ state: ["failed"], cursor: "b", limit: 50 });
  expect(ask("state=lost&pages=")).toEqual({ limit: 50 });
  expect(listCascades.safeParse(ask("state=unconfirmed")).success).toBe(true);
});
