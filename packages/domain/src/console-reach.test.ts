import { expect, it } from "vitest";
import { isListenAddress, probeHost, reachOf } from "./console-reach.ts";

const local = { host: "127.0.0.1", publicUrl: new URL("http://localhost:3000"), hasMail: false };

it.each([
  [{}, []],
  [{ host: "::1" }, []],
  [{ publicUrl: new URL("http://acme.localhost") }, []],
  [{ host: "0.0.0.0" }, ["HOST is 0.0.0.0"]],
  [{ host: "::" }, ["HOST is ::"]],
  [{ publicUrl: new URL("https://console.example.com") }, ["PUBLIC_URL is https://console.example.com"]],
  [{ publicUrl: new URL("https://localhost.example.com") }, ["PUBLIC_URL is https://localhost.example.com"]],
  [{ host: "192.0.2.7", hasMail: true }, ["HOST is 192.0.2.7", "SMTP_URL is set"]],
])("says by what others reach %o", (more, reasons) => {
  expect(reachOf({ ...local, ...more })).toEqual(reasons);
});

it.each([
  ["127.0.0.1", "127.0.0.1"],
  ["localhost", "127.0.0.1"],
  ["0.0.0.0", "127.0.0.1"],
  ["::", "[::1]"],
  ["fd00::7", "[fd00::7]"],
  ["192.0.2.7", "192.0.2.7"],
])("asks a console on %s at %s", (host, probe) => {
  expect(isListenAddress(host)).toBe(true);
  expect(probeHost(host)).toBe(probe);
});

it.each(["x86_64-linux-gnu", "laptop", "127.0.0.1:3000", "https://console.example.com"])("listens on no %s", (host) => {
  expect(isListenAddress(host)).toBe(false);
});
