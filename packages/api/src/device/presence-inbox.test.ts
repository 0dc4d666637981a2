import { presenceChangesMax } from "@portcullis/domain/device/presence";
import { expect, it } from "vitest";
import { PresenceInbox } from "./presence-inbox.ts";

const crowd = (count: number) => Array.from({ length: count }, (_, n) => ({ id: `d${n}`, userId: "ada" }));

it("names each device once, and takes what it told away", () => {
  const inbox = new PresenceInbox();
  inbox.receive([{ id: "a", userId: "ada" }]);
  inbox.receive([
    { id: "a", userId: "ada" },
    { id: "b", userId: "bob" },
  ]);
  expect(inbox.take()).toEqual([
    { id: "a", userId: "ada" },
    { id: "b", userId: "bob" },
  ]);
  expect(inbox.take()).toBeUndefined();
});

it("names no one where there are too many, and stays small", () => {
  const inbox = new PresenceInbox();
  inbox.receive(crowd(presenceChangesMax));
  expect(inbox.take()).toHaveLength(presenceChangesMax);
  inbox.receive(crowd(presenceChangesMax + 1));
  inbox.receive([{ id: "a", userId: "ada" }]);
  expect(inbox.take()).toBeNull();
  expect(inbox.take()).toBeUndefined();
});
