import { PrincipalReader } from "@portcullis/auth/principal-reader";
import { wireHeaders } from "@portcullis/domain/wire";
import { expect, it, vi } from "vitest";
import { testConsole } from "../testing/test-console.ts";

it("looks at the sessions of streams by the reader that reads for all of them, and at others' by themselves", async () => {
  await using running = await testConsole();
  const { cookie } = await running.aSignedIn();
  const read = vi.spyOn(PrincipalReader.prototype, "read");
  expect((await running.ask("/api/trpc/account.me", { headers: { cookie } })).status).toBe(200);
  expect(read).not.toHaveBeenCalled();
  const leaving = new AbortController();
  const streams = await Promise.all(
    [1, 2, 3].map(() =>
      fetch(`http://127.0.0.1:${running.port}/api/trpc/cascade.watch`, {
        headers: { ...wireHeaders, cookie, accept: "text/event-stream" },
        signal: leaving.signal,
      }),
    ),
  );
  expect(streams.map(({ status }) => status)).toEqual([200, 200, 200]);
  await expect.poll(() => read.mock.calls.length).toBeGreaterThanOrEqual(3);
  leaving.abort();
});
