import { listDevices } from "@portcullis/domain/device/device";
import { expect, it } from "vitest";
import { loadDeviceSearch, toListDevices } from "./device-search-params.ts";

const read = (query: string) => loadDeviceSearch(new URLSearchParams(query));

it("reads a list's whole state from a URL", () => {
  const search = read(
    "q= van &status=online,deactivated&waiting=true&posture=unknown&platform=ios&sort=lastConnection&direction=desc&pages=a,b",
  );
  expect(toListDevices(search, "ada")).toEqual({
    userId: "ada",
    search: "van",
    status: ["online", "deactivated"],
    awaitingApproval: true,
    compliance: ["unknown"],
    platform: ["ios"],
    sort: "lastConnection",
    direction: "desc",
    cursor: "b",
    limit: 50,
  });
});

it("takes what is no state of a list for none, so that the API can always read it", () => {
  const input = toListDevices(
    read("q=%20&status=green&waiting=maybe&posture=not_required&platform=vax&sort=size&direction=up"),
    undefined,
  );
  expect(input).toEqual({ sort: "name", direction: "asc", limit: 50 });
  expect(listDevices.safeParse(toListDevices(read(`q=${"x".repeat(500)}`), undefined)).success).toBe(true);
});
