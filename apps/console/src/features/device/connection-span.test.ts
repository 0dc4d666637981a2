import type { PastConnection } from "@portcullis/domain/device/connection";
import { type Timestamp, toTimestamp } from "@portcullis/domain/timestamp";
import { expect, it } from "vitest";
import { translator } from "#i18n/translator.ts";
import { connectedShare, spellsInSpan, trafficText } from "./connection-span.ts";

const t = translator();

const hour = (n: number) => toTimestamp(Date.UTC(2026, 10, 24, n));
const spell = (since: Timestamp, until: Timestamp | null): PastConnection => ({
  gateway: { id: "g", name: "Hamburg" },
  endpoint: null,
  since,
  until,
  received: 0,
  sent: 0,
});

it("puts connections where they lie in the span, one that goes on to its end", () => {
  const spells = spellsInSpan({
    from: hour(0),
    to: hour(10),
    connections: [spell(hour(8), null), spell(hour(2), hour(3)), spell(hour(-5), hour(1))],
    hasMore: false,
  });
  expect(spells.map(({ left, width }) => [left, width])).toEqual([
    [80, 20],
    [20, 10],
    [0, 10],
  ]);
});

it("counts what overlaps once", () => {
  expect(connectedShare([])).toBe(0);
  expect(
    connectedShare([
      { left: 50, width: 10 },
      { left: 0, width: 20 },
      { left: 10, width: 20 },
      { left: 12, width: 2 },
    ]),
  ).toBe(40);
});

it.each([
  [0, "0 B"],
  [999, "999 B"],
  [1_000, "1.0 kB"],
  [3_440_000, "3.4 MB"],
  [120_000_000_000, "120 GB"],
])("writes %i bytes as %s", (bytes, text) => expect(trafficText(t, bytes)).toBe(text));
