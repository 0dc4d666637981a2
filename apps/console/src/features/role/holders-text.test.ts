import { expect, it } from "vitest";
import { holdersText } from "./holders-text.ts";

it.each([
  [{ direct: 0, groups: 0 }, undefined],
  [{ direct: 1, groups: 0 }, "1 person"],
  [{ direct: 0, groups: 2 }, "2 groups"],
  [{ direct: 1200, groups: 1 }, "1,200 people and 1 group"],
])("says of %o who holds the role", (holders, words) => expect(holdersText(holders)).toBe(words));
