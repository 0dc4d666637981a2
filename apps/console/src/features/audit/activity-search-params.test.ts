import { listAudit } from "@portcullis/domain/audit";
import { expect, it } from "vitest";
import { ada, grace } from "#features/audit/testing/an-event.ts";
import { actionsOf, loadActivitySearch, toListAudit } from "./activity-search-params.ts";

const ask = (query: string, zone?: string) => {
  const { pages, ...filters } = loadActivitySearch(new URLSearchParams(query));
  return toListAudit(filters, pages.at(-1), zone);
};

it("reads an audit log's whole state from a URL, its days in the reader's zone and both included", () => {
  const query = `area=tenant&actor=${grace.id}&target=${ada.id}&from=2026-11-23&to=2026-11-24&pages=a,b`;
  const input = ask(query, "Europe/Berlin");
  expect(input).toEqual({
    action: actionsOf("tenant"),
    actorId: grace.id,
    targetId: ada.id,
    from: "2026-11-22T23:00:00.000Z",
    to: "2026-11-24T23:00:00.000Z",
    withoutSteps: true,
    cursor: "b",
    limit: 50,
  });
  expect(listAudit.safeParse(input).success).toBe(true);
});

it("cannot ask for days before it knows whose", () => {
  expect(ask("from=2026-11-23")).toBeUndefined();
  expect(ask("to=2026-11-23")).toBeUndefined();
  expect(ask("area=people")).toBeDefined();
});

it("asks for every single device only where devices are asked for", () => {
  expect(ask("area=devices")).not.toHaveProperty("withoutSteps");
  expect(ask("area=people")).toHaveProperty("withoutSteps", true);
});

it("takes what is no state of an audit log for none, so that the API can always read it", () => {
  expect(ask("area=weather&actor=ada&target='&from=yesterday&to=2026-02-30", "UTC")).toEqual({
    withoutSteps: true,
    limit: 50,
  });
});
