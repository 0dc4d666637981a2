import type { Change } from "@portcullis/db/notify";
import { expect, it } from "vitest";
import { ChangeInbox } from "./change-inbox.ts";

function anInbox() {
  let tell: (change: Change | undefined) => void = () => {};
  let subscribers = 0;
  const listener = {
    subscribe(onChange: typeof tell) {
      tell = onChange;
      subscribers++;
      return () => void subscribers--;
    },
    close: async () => {},
  };
  const inbox = new ChangeInbox(listener, "ours", "cascadeId");
  return { inbox, tell: (change: Change | undefined) => tell(change), subscribers: () => subscribers };
}

it("gathers a burst into each cascade once", async () => {
  const { inbox, tell } = anInbox();
  for (const cascadeId of ["a", "b", "a", "a"]) tell({ tenantId: "ours", cascadeId });
  expect(await inbox.take(1_000, undefined)).toEqual({
    ids: ["a", "b"],
    resync: false,
    sessions: false,
    access: false,
  });
});

it("hears nothing of another tenant", async () => {
  const { inbox, tell } = anInbox();
  tell({ tenantId: "theirs", cascadeId: "x", sessions: true });
  expect(await inbox.take(0, undefined)).toEqual({ ids: [], resync: false, sessions: false, access: false });
});

it("wakes a reader who waits", async () => {
  const { inbox, tell } = anInbox();
  const taken = inbox.take(60_000, undefined);
  tell({ tenantId: "ours", cascadeId: "a", sessions: true });
  expect(await taken).toEqual({ ids: ["a"], resync: false, sessions: true, access: false });
});

it("tells that anybody's access may have changed, once", async () => {
  const { inbox, tell } = anInbox();
  tell({ tenantId: "theirs", access: true });
  const taken = inbox.take(60_000, undefined);
  tell({ tenantId: "ours", access: true });
  expect(await taken).toEqual({ ids: [], resync: false, sessions: false, access: true });
  expect(await inbox.take(0, undefined)).toMatchObject({ access: false });
});

it("asks for everything, sessions too, after the connection was made again", async () => {
  const { inbox, tell } = anInbox();
  tell({ tenantId: "ours", cascadeId: "a" });
  tell(undefined);
  expect(await inbox.take(1_000, undefined)).toEqual({ ids: [], resync: true, sessions: true, access: false });
});

it("stays small for a reader who does not come", async () => {
  const { inbox, tell } = anInbox();
  for (let i = 0; i < 5_000; i++) tell({ tenantId: "ours", cascadeId: `c${i}` });
  const arrived = await inbox.take(1_000, undefined);
  expect(arrived.resync).toBe(true);
  expect(arrived.ids.length).toBeLessThanOrEqual(200);
});

it("lets go when the reader leaves", async () => {
  const { inbox, subscribers } = anInbox();
  const leaving = new AbortController();
  const taken = inbox.take(60_000, leaving.signal);
  leaving.abort();
  await taken;
  inbox.close();
  expect(subscribers()).toBe(0);
});
