import { expect, it } from "vitest";
import { KnownCallers } from "./caller.ts";

const callers = () => new KnownCallers("portcullis.session");

it("tells sessions apart by that cookie alone, whatever else is sent with it", () => {
  const known = callers();
  const key = known.keyOf({ cookie: "portcullis.session=a" });
  expect(known.keyOf({ cookie: "theme=dark; portcullis.session=a; x=portcullis.session=b" })).toBe(key);
  expect(known.keyOf({ cookie: "xportcullis.session=b;portcullis.session=a", authorization: "Bearer b" })).toBe(key);
  expect(known.keyOf({ cookie: "portcullis.session=b" })).not.toBe(key);
  expect(known.keyOf({ cookie: "theme=dark" })).toBeUndefined();
});

it("knows a token as it knows a session, until it opens nothing any more", () => {
  const known = callers();
  const token = { authorization: "Bearer a" };
  const key = known.keyOf(token) ?? "";
  expect(known.tenantOf(key)).toBeUndefined();
  known.learn(token, "acme");
  expect(known.tenantOf(key)).toBe("acme");
  known.learn(token, undefined);
  expect(known.tenantOf(key)).toBeUndefined();
});

it("forgets who was not heard of for longest, and keeps who is", () => {
  const known = callers();
  const keep = { cookie: "portcullis.session=keep" };
  known.learn(keep, "acme");
  for (let n = 0; n < 20_000; n++) {
    known.learn({ cookie: `portcullis.session=${n}` }, "acme");
    if (n % 10_000 === 0) known.learn(keep, "acme");
  }
  expect(known.tenantOf(known.keyOf(keep) ?? "")).toBe("acme");
  expect(known.tenantOf(known.keyOf({ cookie: "portcullis.session=0" }) ?? "")).toBeUndefined();
});
