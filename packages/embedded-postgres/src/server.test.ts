import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { createConnection } from "node:net";
import { join } from "node:path";
import postgres from "postgres";
import { expect, it } from "vitest";
import { identityOf } from "./operating-system.ts";
import { type EmbeddedServer, startEmbedded } from "./server.ts";
import { findRunningServer } from "./server-process.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const start = (dataDir: string) => startEmbedded({ dataDir, durable: false });
const clusterIn = (dataDir: string) => join(dataDir, "database", "18");

it("keeps the data, and leaves neither process nor port behind", async () => {
  await using folder = await temporaryFolder("embedded-");
  const first = await start(folder.path);
  const before = await findRunningServer(clusterIn(folder.path));
  await query(first, "create table kept as select 'still here' as it");
  await first.stop();
  expect(await findRunningServer(clusterIn(folder.path))).toBeUndefined();
  expect(identityOf(before?.pid ?? 0)).toBeUndefined();
  await expect(connect(first.port)).rejects.toThrow(/ECONNREFUSED/);

  await using second = await start(folder.path);
  expect(second.reused).toBe(false);
  expect(await query(second, "select it from kept")).toEqual([{ it: "still here" }]);
});

it("joins the server that a killed process left running, and ends it", async () => {
  await using folder = await temporaryFolder("embedded-");
  const module = JSON.stringify(new URL("server.ts", import.meta.url).href);
  const script = `import { startEmbedded } from ${module};
    console.log((await startEmbedded({ dataDir: process.argv[1], durable: false })).port);`;
  const launcher = spawn(process.execPath, ["--input-type=module", "-e", script, folder.path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [port] = await once(launcher.stdout, "data");
  launcher.kill("SIGKILL");
  await once(launcher, "exit");

  const joined = await start(folder.path);
  expect(joined).toMatchObject({ reused: true, port: Number(port) });
  await joined.stop();
  await expect(connect(joined.port)).rejects.toThrow(/ECONNREFUSED/);
});

it("runs until the last of those who hold it lets go", async () => {
  await using folder = await temporaryFolder("embedded-");
  const [first, second] = await Promise.all([start(folder.path), start(folder.path)]);
  expect(first.port).toBe(second.port);
  await first.stop();
  await first.stop();
  expect(await query(second, "select 1 as up")).toEqual([{ up: 1 }]);
  await second.stop();
  await expect(connect(second.port)).rejects.toThrow(/ECONNREFUSED/);
});

it("starts over a pid file whose number belongs to another process by now", async () => {
  await using folder = await temporaryFolder("embedded-");
  const first = await start(folder.path);
  const pidFile = join(clusterIn(folder.path), "postmaster.pid");
  const lines = await readFile(pidFile, "utf8");
  await first.stop();
  const bystander = spawn("sleep", ["60"], { ...ownerOf(await stat(clusterIn(folder.path))) });
  try {
    await writeFile(pidFile, lines.replace(/^\d+/, String(bystander.pid)));
    await using second = await start(folder.path);
    expect(second.reused).toBe(false);
    expect(bystander.exitCode).toBeNull();
  } finally {
    bystander.kill();
  }
});

it("recovers from a kill of the server and says that it was lost", async () => {
  await using folder = await temporaryFolder("embedded-");
  const first = await start(folder.path);
  const running = await findRunningServer(clusterIn(folder.path));
  process.kill(running?.pid ?? Number.NaN, "SIGKILL");
  await first.lost;
  await using second = await startEmbedded({ dataDir: folder.path, port: first.port, durable: false });
  expect(second).toMatchObject({ reused: false, port: first.port });
  await first.stop();
  expect(await query(second, "select 1 as up")).toEqual([{ up: 1 }]);
});

it("keeps what is the launcher's from everybody else, and listens on loopback alone", async () => {
  await using folder = await temporaryFolder("embedded-");
  await using server = await start(folder.path);
  const modes = await Promise.all(
    ["superuser-password", "logs", "database"].map(async (name) => (await stat(join(folder.path, name))).mode & 0o077),
  );
  expect(modes).toEqual([0, 0, 0]);
  expect(await readdir(join(folder.path, "database"))).toEqual(["18"]);
  expect(await query(server, "show listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
  const wrong = server.superuserUrl.replace(server.superuserPassword, "guess");
  await expect(query({ superuserUrl: wrong }, "select 1")).rejects.toThrow(/password authentication failed/);
});

it("refuses the files of another major version rather than starting empty", async () => {
  await using folder = await temporaryFolder("embedded-");
  await using first = await start(folder.path);
  await query(first, "select 1");
  await first.stop();
  const database = join(folder.path, "database");
  await rename(join(database, "18"), join(database, "17"));
  await expect(start(folder.path)).rejects.toThrow(/contains a database of PostgreSQL 17/);
});

async function query(server: Pick<EmbeddedServer, "superuserUrl">, text: string): Promise<object[]> {
  const sql = postgres(server.superuserUrl, { max: 1, onnotice: () => {} });
  try {
    return [...(await sql.unsafe(text))];
  } finally {
    await sql.end();
  }
}

async function connect(port: number): Promise<void> {
  const socket = createConnection(port, "127.0.0.1");
  await once(socket, "connect");
  socket.destroy();
}

const ownerOf = ({ uid, gid }: { uid: number; gid: number }) => ({ uid, gid });
