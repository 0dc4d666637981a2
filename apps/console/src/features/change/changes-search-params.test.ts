import { listCascades } from "@portcullis/domain/cascade";
import { expect, it } from "vitest";
import { loadChangesSearch, toListCascades } from "./changes-search-params.ts";

const toInput = (query: string) => toListCascades(loadChangesSearch(new URLSearchParams(query)));

it("reads the list's state from a URL, and takes what is none for none", () => {
  expect(toInput("state=failed&pages=a,b")).toEqual({ state: ["failed"], cursor: "b", limit: 50 });
  expect(toInput("state=lost&pages=")).toEqual({ limit: 50 });
  expect(listCascades.safeParse(toInput("state=unconfirmed")).success).toBe(true);
});
