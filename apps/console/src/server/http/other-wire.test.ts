import { wireHeader, wireVersion } from "@portcullis/domain/wire";
import { expect, it } from "vitest";
import { testConsole } from "../testing/test-console.ts";

const refusal = { code: -32_012, data: { code: "PRECONDITION_FAILED", reason: "wire_outdated", httpStatus: 412 } };
const sentence = /^This console is of another version than the page, agent or program/;

/** What version 1 sent: no header. */
const unnamed = { [wireHeader]: undefined };

it("answers a caller that names no wire in the envelope of version 1: a call with 412, a stream with one event", async () => {
  await using running = await testConsole();
  const call = await running.ask("/api/trpc/account.me", { headers: unnamed });
  expect(call.status).toBe(412);
  expect(JSON.parse(call.text)).toMatchObject({
    error: { json: { ...refusal, message: expect.stringMatching(sentence) } },
  });

  const stream = await running.ask("/api/trpc/agent.peers", { headers: unnamed });
  expect(stream).toMatchObject({ status: 200, headers: { "content-type": "text/event-stream" } });
  const [, event, data] = /^event: (.*)\ndata: (.*)\n\n$/.exec(stream.text) ?? [];
  expect(event).toBe("serialized-error");
  expect(JSON.parse(data ?? "")).toMatchObject({ json: { ...refusal, message: expect.stringMatching(sentence) } });
});

it("refuses every other version of the wire in today's form, and changes nothing", async () => {
  await using running = await testConsole();
  const { cookie } = await running.aSignedIn();
  const before = await running.ask("/api/trpc/account.me", { headers: { cookie } });
  for (const wire of ["1", "3", "", "02"]) {
    const answer = await running.ask("/api/trpc/account.update", {
      method: "POST",
      headers: { cookie, "content-type": "application/json", [wireHeader]: wire },
      body: JSON.stringify({ firstName: "Eve" }),
    });
    expect([wire, answer.status, JSON.parse(answer.text)]).toMatchObject([wire, 412, { error: refusal }]);
  }
  expect((await running.ask("/api/trpc/account.me", { headers: { cookie } })).text).toBe(before.text);
});

it("takes the version from the address where no header can be sent", async () => {
  await using running = await testConsole();
  const { cookie } = await running.aSignedIn();
  const named = { headers: { cookie, ...unnamed } };
  expect((await running.ask(`/api/trpc/account.me?wire=${wireVersion}`, named)).status).toBe(200);
  expect((await running.ask("/api/trpc/account.me?wire=1", named)).status).toBe(412);
});
