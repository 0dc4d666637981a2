import { expect, it } from "vitest";
import { readDump } from "./read-dump.ts";

const line = (...fields: (string | number)[]) => `${fields.join("\t")}\n`;

it("reads an interface and its peers", () => {
  const dump =
    line("private", "own", 51820, "off") +
    line("a", "(none)", "[2001:db8::7]:40000", "100.64.0.2/32,fd00::2/128", 1_700_000_000, 12, 34, 25) +
    line("b", "(none)", "(none)", "(none)", 0, 0, 0, "off");
  expect(readDump(dump)).toEqual({
    publicKey: "own",
    listenPort: 51820,
    peers: [
      {
        publicKey: "a",
        endpoint: "[2001:db8::7]:40000",
        allowedIps: ["100.64.0.2/32", "fd00::2/128"],
        latestHandshake: 1_700_000_000,
        received: 12,
        sent: 34,
        keepsAlive: true,
      },
      {
        publicKey: "b",
        endpoint: null,
        allowedIps: [],
        latestHandshake: null,
        received: 0,
        sent: 0,
        keepsAlive: false,
      },
    ],
  });
});

it("reads an interface that has neither key nor peers, and leaves the private key out", () => {
  expect(readDump(line("(none)", "(none)", 0, "off"))).toEqual({ publicKey: null, listenPort: 0, peers: [] });
  expect(JSON.stringify(readDump(line("private", "own", 0, "off")))).not.toContain("private");
});

it("does not guess at another form", () => {
  expect(() => readDump(`${line("private", "own", 0, "off")}garbage\n`)).toThrow("unknown format");
});
