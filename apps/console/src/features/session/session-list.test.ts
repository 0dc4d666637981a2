import { describe, expect, it } from "vitest";
import { translator } from "#i18n/translator.ts";
import { agentName } from "./session-list.ts";

const t = translator();

describe("agentName", () => {
  it.each([
    [
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36",
      "Chrome 143 on Linux",
    ],
    ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox 145 on macOS"],
    ["our-own-script/2", "our-own-script 2"],
    ["(only remarks)", "Unknown program"],
    [null, "Unknown program"],
  ])("reads %s", (agent, expected) => {
    expect(agentName(t, agent)).toBe(expected);
  });
});
