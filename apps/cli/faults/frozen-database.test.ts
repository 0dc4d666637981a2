import { wireHeaders } from "@portcullis/domain/wire";
import { expect, it } from "vitest";
import { childrenOf, kill, place } from "./launcher.ts";

/** The bound of five seconds, and what a busy machine adds. */
const inTimeMs = 12_000;
const soon = { timeout: 60_000, interval: 100 };

async function workerOf(launcher: number): Promise<number | undefined> {
  return (await childrenOf(launcher)).find(({ command }) => command.includes("worker.js"))?.pid;
}

async function readiness(port: number): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
  return { status: answer?.status ?? 0, body: await answer?.json().catch(() => undefined) };
}

/** Signs the demo's administrator in: what was answered, and the cookies that came with it. */
async function signIn(port: number): Promise<{ answer: Response; cookie: string }> {
  const origin = `http://127.0.0.1:${port}`;
  const csrf = await fetch(`${origin}/api/auth/csrf`);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const answer = await fetch(`${origin}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: cookiesOf(csrf) },
    body: new URLSearchParams({
      tenant: "acme",
      email: "admin@acme.test",
      password: "portcullis-demo",
      csrfToken,
      json: "true",
    }),
  });
  return { answer, cookie: cookiesOf(answer) };
}

const cookiesOf = ({ headers }: Response) =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(";", 1)[0])
    .join("; ");

it("outlives any number of quick deaths of the worker, and says that it is away", async () => {
  await using here = await place();
  const launcher = here.launch();
  await launcher.says("Portcullis is ready");
  let last: number | undefined;
  for (let deaths = 0; deaths < 6; deaths++) {
    await expect.poll(async () => (last = await workerOf(launcher.pid)), soon).toBeDefined();
    if (last) kill(last, "SIGKILL");
    await expect.poll(() => workerOf(launcher.pid), soon).not.toBe(last);
  }
  await launcher.says("The worker ended (killed by SIGKILL) for the 5th time and is restarted every 10 seconds");
  await expect.poll(() => readiness(here.port), soon).toEqual({ status: 200, body: { ok: true, worker: false } });
  await expect.poll(() => readiness(here.port), soon).toEqual({ status: 200, body: { ok: true, worker: true } });
  expect(launcher.said()).toContain("The worker is running again.");
  launcher.signal("SIGTERM");
  expect(await launcher.ended).toBe(0);
});

it("answers in time while the database is frozen for longer than the worker waits, and goes on after it", async () => {
  await using here = await place();
  const launcher = here.launch();
  await launcher.says("Portcullis is ready");
  const { cookie } = await signIn(here.port);
  const first = await workerOf(launcher.pid);
  const servers = await here.database();
  // The server first: it starts no session that would not be among those that are listed after it.
  for (const { pid } of servers) kill(pid, "SIGSTOP");
  const sessions = (await Promise.all(servers.map(({ pid }) => childrenOf(pid)))).flat();
  for (const { pid } of sessions) kill(pid, "SIGSTOP");
  const database = [...servers, ...sessions];
  try {
    for (const path of ["/users", "/api/trpc/account.me", "/api/trpc/cascade.watch", "/health/ready"]) {
      const askedAt = performance.now();
      const headers = { ...wireHeaders, accept: "text/html", cookie };
      const answer = await fetch(`http://127.0.0.1:${here.port}${path}`, { headers });
      await answer.text();
      expect([path, answer.status]).toEqual([path, 503]);
      expect(performance.now() - askedAt).toBeLessThan(inTimeMs);
    }
    const askedAt = performance.now();
    expect((await signIn(here.port)).answer.status).toBe(503);
    expect(performance.now() - askedAt).toBeLessThan(inTimeMs);
    expect((await readiness(here.port)).status).toBe(503);
    // It gives its connections up after half a minute, and cannot make any.
    await expect.poll(() => launcher.said(), soon).toContain("The worker ended (exit code");
    await expect.poll(() => launcher.said(), soon).toContain("The worker ended (exit code 75) and is being restarted.");
    expect((await readiness(here.port)).status).toBe(503);
  } finally {
    for (const { pid } of database) kill(pid, "SIGCONT");
  }
  await expect.poll(() => readiness(here.port), soon).toEqual({ status: 200, body: { ok: true, worker: true } });
  expect(await workerOf(launcher.pid)).not.toBe(first);
  expect(launcher.said()).not.toContain("The console ended");
  launcher.signal("SIGTERM");
  expect(await launcher.ended).toBe(0);
  expect(await here.database()).toEqual([]);
});
