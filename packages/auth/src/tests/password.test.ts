import { expect, it } from "vitest";
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

it("asks for a new hash where the old one cost less", async () => {
  const weaker = "$argon2id$v=19$m=4096,t=2,p=1$c29tZXNhbHRzb21l$AAAA";
  expect(isWeakHash(weaker)).toBe(true);
  expect(isWeakHash(weaker.replace("m=4096,t=2", "m=19456,t=1"))).toBe(true);
  expect(isWeakHash("$2b$12$abcdefghijklmnopqrstuv")).toBe(true);
  expect(isWeakHash(weaker.replace("m=4096", "m=65536"))).toBe(false);
  expect(isWeakHash(await hashPassword("secret"))).toBe(false);
});
