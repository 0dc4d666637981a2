import { expect, it, vi } from "vitest";
import { hashPassword, isWeakHash, verifyPassword } from "../password.ts";

it("hashes with the parameters that OWASP asks for", async () => {
  expect(await hashPassword("secret")).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

it("knows the password again, however its characters were composed", async () => {
  const stored = await hashPassword("pa\u00dfwo\u0308rter");
  expect(await verifyPassword(stored, "pa\u00dfw\u00f6rter")).toBe(true);
  expect(await verifyPassword(stored, "pa\u00dfworter")).toBe(false);
});

it("is never right where there is no password", async () => {
  expect(await verifyPassword(null, "")).toBe(false);
  expect(await verifyPassword(undefined, "secret")).toBe(false);
});

it("works on no hash of absurd cost, and tells the log", async () => {
  const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
  const rest = "$c29tZXNhbHRzb21lc2FsdA$3bVn0fTUrnX8Qxqx1n7Hu2Ue4ZBcQWYqvJCbnJkH5Qo";
  const began = performance.now();
  for (const cost of ["m=8388608,t=1000,p=1", "m=131073,t=1,p=1", "m=19456,t=11,p=1", "m=19456,t=2,p=9"]) {
    expect([cost, await verifyPassword(`$argon2id$v=19$${cost}${rest}`, "secret")]).toEqual([cost, false]);
    expect(warn.mock.lastCall?.[0]).toContain(cost);
  }
  expect(await verifyPassword("$2b$12$abcdefghijklmnopqrstuv", "secret")).toBe(false);
  expect(warn).toHaveBeenCalledTimes(5);
  // Gigabytes and a thousand passes would take minutes.
  expect(performance.now() - began).toBeLessThan(10_000);
  expect(await verifyPassword(`$argon2id$v=19$m=131072,t=1,p=8${rest}`, "secret")).toBe(false);
  expect(await verifyPassword(await hashPassword("secret"), "secret")).toBe(true);
  expect(warn).toHaveBeenCalledTimes(5);
  warn.mockRestore();
});

it("asks for a new hash where the old one cost less", async () => {
  const weaker = "$argon2id$v=19$m=4096,t=2,p=1$c29tZXNhbHRzb21l$AAAA";
  expect(isWeakHash(weaker)).toBe(true);
  expect(isWeakHash(weaker.replace("m=4096,t=2", "m=19456,t=1"))).toBe(true);
  expect(isWeakHash("$2b$12$abcdefghijklmnopqrstuv")).toBe(true);
  expect(isWeakHash(weaker.replace("m=4096", "m=65536"))).toBe(false);
  expect(isWeakHash(await hashPassword("secret"))).toBe(false);
});
