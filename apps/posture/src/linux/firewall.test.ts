import { describe, expect, it } from "vitest";
import { firewalldProtects, iptablesProtects, nftablesProtects, readFirewall, ufwProtects } from "./firewall.ts";

const ufwActive = `Status: active
Logging: on (low)
Default: deny (incoming), allow (outgoing), disabled (routed)
New profiles: skip

To                         Action      From
--                         ------      ----
22/tcp                     ALLOW IN    Anywhere
`;

describe("ufw", () => {
  it("protects where it is on and refuses what comes in", () => {
    expect(ufwProtects(ufwActive)).toBe(true);
    expect(ufwProtects(ufwActive.replace("deny (incoming)", "reject (incoming)"))).toBe(true);
    expect(ufwProtects(ufwActive.replace("deny (incoming)", "allow (incoming)"))).toBe(false);
    expect(ufwProtects("Status: inactive\n")).toBe(false);
  });
});

describe("firewalld", () => {
  it("protects where it runs with a zone that does not trust everybody", () => {
    expect(firewalldProtects("running\n", "public\n")).toBe(true);
    expect(firewalldProtects("running\n", "trusted\n")).toBe(false);
    expect(firewalldProtects("running\n", "")).toBe(false);
    expect(firewalldProtects("not running\n", "public\n")).toBe(false);
  });
});

describe("iptables", () => {
  it("protects by the policy of its INPUT chain", () => {
    expect(iptablesProtects("-P INPUT DROP\n-A INPUT -i lo -j ACCEPT\n")).toBe(true);
    expect(iptablesProtects("-P INPUT ACCEPT\n-A INPUT -s 192.0.2.1/32 -j DROP\n")).toBe(false);
  });
});

const metainfo = { metainfo: { version: "1.0.6", release_name: "Lester Gooch #5", json_schema_version: 1 } };
const chain = (more: object = {}) => ({
  chain: {
    family: "inet",
    table: "filter",
    name: "input",
    handle: 1,
    type: "filter",
    hook: "input",
    prio: 0,
    policy: "accept",
    ...more,
  },
});
const rule = (...expr: object[]) => ({ rule: { family: "inet", table: "filter", chain: "input", handle: 4, expr } });
const established = rule(
  { match: { op: "in", left: { ct: { key: "state" } }, right: ["established", "related"] } },
  { accept: null },
);
const nft = (...items: object[]) =>
  JSON.stringify({ nftables: [metainfo, { table: { family: "inet", name: "filter" } }, ...items] });

describe("nftables", () => {
  it.each([
    ["a policy of drop", [chain({ policy: "drop" }), established], true],
    [
      "a last rule that rejects everything",
      [
        chain(),
        established,
        rule({ counter: { packets: 3, bytes: 180 } }, { reject: { type: "icmpx", expr: "admin-prohibited" } }),
      ],
      true,
    ],
    ["a last rule that drops everything", [chain(), rule({ drop: null })], true],
    [
      "a last rule that drops one address",
      [chain(), rule({ match: { op: "==", left: {}, right: "192.0.2.1" } }, { drop: null })],
      false,
    ],
    ["a rule that drops, and another after it", [chain(), rule({ drop: null }), established], false],
    ["an empty chain", [chain()], false],
    ["a chain for what is passed on", [chain({ hook: "forward", policy: "drop" })], false],
    ["a chain for IPv6 alone", [chain({ family: "ip6", policy: "drop" })], false],
    ["the INPUT chain that iptables keeps in it", [chain({ family: "ip", name: "INPUT", policy: "drop" })], true],
    ["nothing", [], false],
  ])("with %s: %#", (_, items, protects) => expect(nftablesProtects(nft(...items))).toBe(protects));
});

describe("the whole", () => {
  const asked = (answers: Readonly<Record<string, string>>) =>
    readFirewall((command) => Promise.resolve(answers[command]));

  it("is what any of them says", async () => {
    expect(await asked({ ufw: ufwActive })).toBe(true);
    expect(await asked({ ufw: "Status: inactive\n", nft: nft(chain({ policy: "drop" })) })).toBe(true);
  });

  it("is off only where the rules could be read", async () => {
    expect(await asked({ nft: nft(chain()) })).toBe(false);
    expect(await asked({ iptables: "-P INPUT ACCEPT\n" })).toBe(false);
    expect(await asked({ ufw: "Status: inactive\n" })).toBeUndefined();
    expect(await asked({})).toBeUndefined();
  });
});
