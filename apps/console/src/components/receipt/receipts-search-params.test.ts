import { listCascades } from "@portcullis/domain/cascade";
import { expect, it } from "vitest";
import { loadReceiptsSearch, toListCascades } from "./receipts-search-params.ts";

const ask = (query: string) => toListCascades(loadReceiptsSearch(new URLSearchParams(query)));

it("reads the list's state from a URL, and takes what is none for none", () => {
  expect(ask("status=failed&pages=a,b")).toEqual({ status: ["failed"], cursor: "b", limit: 50 });
  expect(ask("status=lost&pages=")).toEqual({ limit: 50 });
  expect(listCascades.safeParse(ask("status=running")).success).toBe(true);
});
