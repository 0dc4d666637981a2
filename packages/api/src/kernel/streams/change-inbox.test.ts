import type { Change } from "@portcullis/db/notify";
import { expect, it } from "vitest";
import { ChangeInbox } from "./change-inbox.ts";

function anInbox() {
  let notify: (change: Change | undefined) => void = () => {};
  let subscribers = 0;
  const listener = {
    subscribe(onChange: typeof notify) {
      notify = onChange;
      subscribers++;
      return () => void subscribers--;
    },
    close: async () => {},
  };
  const inbox = new ChangeInbox(listener, "ours", "cascadeId");
  return { inbox, notify: (change: Change | undefined) => notify(change), subscribers: () => subscribers };
}

it("gathers a burst into each cascade once", async () => {
  const { inbox, notify } = anInbox();
  for (const cascadeId of ["a", "b", "a", "a"]) notify({ tenantId: "ours", cascadeId });
  expect(await inbox.take(1_000, undefined)).toEqual({
    ids: ["a", "b"],
    bulkIds: [],
    resync: false,
    sessions: false,
    access: false,
  });
});

it("hears nothing of another tenant", async () => {
  const { inbox, notify } = anInbox();
  notify({ tenantId: "theirs", cascadeId: "x", sessions: true });
  expect(await inbox.take(0, undefined)).toEqual({
    ids: [],
    bulkIds: [],
    resync: false,
    sessions: false,
    access: false,
  });
});

it("wakes a reader who waits", async () => {
  const { inbox, notify } = anInbox();
  const taken = inbox.take(60_000, undefined);
  notify({ tenantId: "ours", cascadeId: "a", sessions: true });
  expect(await taken).toEqual({ ids: ["a"], bulkIds: [], resync: false, sessions: true, access: false });
});

it("tells that anybody's access may have changed, once", async () => {
  const { inbox, notify } = anInbox();
  notify({ tenantId: "theirs", access: true });
  const taken = inbox.take(60_000, undefined);
  notify({ tenantId: "ours", access: true });
  expect(await taken).toEqual({ ids: [], bulkIds: [], resync: false, sessions: false, access: true });
  expect(await inbox.take(0, undefined)).toMatchObject({ access: false });
});

it("asks for everything, sessions too, after the connection was made again", async () => {
  const { inbox, notify } = anInbox();
  notify({ tenantId: "ours", cascadeId: "a" });
  notify(undefined);
  expect(await inbox.take(1_000, undefined)).toEqual({
    ids: [],
    bulkIds: [],
    resync: true,
    sessions: true,
    access: false,
  });
});

it("stays small for a reader who does not come", async () => {
  const { inbox, notify } = anInbox();
  for (let i = 0; i < 5_000; i++) notify({ tenantId: "ours", cascadeId: `c${i}` });
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
