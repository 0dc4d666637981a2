import { once } from "node:events";
import { connect } from "node:net";
import { register } from "prom-client";
import { afterEach, expect, it, vi } from "vitest";
import { signInConsole } from "../testing/sign-in-form.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

/** The value of a line of the metrics; zero where there is none. */
async function valueOf(line: string): Promise<number> {
  const found = (await register.metrics()).split("\n").find((each) => each.startsWith(`${line} `));
  return Number(found?.slice(line.length + 1) ?? 0);
}

it("counts sign-ins by how they ended", async () => {
  const { running, enter } = await signInConsole();
  await using _ = running;
  const signIns = (outcome: string) => valueOf(`portcullis_sign_ins_total{outcome="${outcome}"}`);
  const before = [await signIns("succeeded"), await signIns("refused")];
  await enter();
  await enter({ password: "wrong" });
  await enter({ tenant: "nobody" });
  expect([await signIns("succeeded"), await signIns("refused")]).toEqual([(before[0] ?? 0) + 1, (before[1] ?? 0) + 2]);
});

it("counts the requests of a session that is over, and those of nobody not", async () => {
  const { running } = await signInConsole();
  await using _ = running;
  const person = await running.aSignedIn();
  const refused = await valueOf("portcullis_sessions_refused_total");
  await running.ask("/api/trpc/account.me");
  await running.ask("/api/trpc/account.me", { headers: { cookie: person.cookie } });
  expect(await valueOf("portcullis_sessions_refused_total")).toBe(refused);
  await person.deactivate();
  await running.ask("/api/trpc/account.me", { headers: { cookie: person.cookie } });
  expect(await valueOf("portcullis_sessions_refused_total")).toBe(refused + 1);
});

it("counts requests by what they were for, whatever path is asked, and streams while they are open", async () => {
  const { running, cookie } = await signInConsole();
  await using _ = running;
  const pages = () => valueOf('portcullis_http_request_duration_seconds_count{route="page",status="200"}');
  const streams = () => valueOf('portcullis_open_streams{stream="cascade.watch"}');
  const before = await pages();
  await running.ask("/users");
  await running.ask("/whatever/somebody/thinks/of");
  await expect.poll(pages).toBe(before + 2);
  const socket = connect(running.port, "127.0.0.1");
  socket.write(
    `GET /api/trpc/cascade.watch HTTP/1.1\r\nx-portcullis-wire: 2\r\nhost: x\r\ncookie: ${cookie}\r\naccept: text/event-stream\r\n\r\n`,
  );
  await once(socket, "data");
  expect(await streams()).toBe(1);
  socket.destroy();
  await expect.poll(streams).toBe(0);
  expect(await register.metrics()).not.toContain("whatever");
});
