import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { bootstrap } from "@portcullis/db/bootstrap";
import { migrate } from "@portcullis/db/migrate";
import { seedDemo } from "@portcullis/demo/seed-demo";
import { freePort } from "@portcullis/embedded-postgres/operating-system";
import { temporaryFolder } from "@portcullis/embedded-postgres/temporary-folder";
import { startWayIn } from "@portcullis/testing/network/programs";
import { openTcpProxy, type TcpProxy } from "@portcullis/testing/tcp-proxy";
import { roles } from "@portcullis/testing/test-database";
import postgres from "postgres";
import { apiOf } from "../../network/api.ts";
import { type GatewayTestBed, openGatewayTestBed } from "../../network/gateway-test-bed.ts";
import { type BuiltProgram, consoleProgram, workerProgram } from "../../testing/instance.ts";
import { tenant } from "../tenant.ts";
import { keepRunning, type Run } from "./keep-running.ts";
import { type OwnPostgresql, openOwnPostgresql } from "./own-postgresql.ts";
import { askReadiness, type Clock, isReady, openClock, type Part } from "./part.ts";
import { mountSmallDisk, type SmallDisk } from "./small-disk.ts";

/** Starts a built program, ready or not; `hear` is told all that it writes. It ends with this process at the latest. */
function startNode(program: BuiltProgram, hear: (text: string) => void): Run {
  const child = spawn(process.execPath, [program.script], {
    cwd: program.cwd,
    env: program.env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", hear);
  return { ended: once(child, "exit"), signal: (signal) => void child.kill(signal) };
}

/** The whole product as real processes, each on a line and with a clock of its own. */
export interface TestBed extends AsyncDisposable {
  readonly url: string;
  readonly ownerUrl: string;
  readonly applicationUrl: string;
  /** Looks past every rule, as the superuser, over no line. */
  readonly sql: postgres.Sql;
  readonly postgresql: OwnPostgresql;
  readonly disk: SmallDisk;
  /** The gateway of this tenant, and the public keys on its interface. */
  readonly gateway: { readonly slug: string; readonly keys: GatewayTestBed["keys"] };
  /** Console, workers, gateway, database. */
  readonly parts: readonly Part[];
  /** Resolves when every part is well, or with the names of those that are not after so many milliseconds. */
  readonly unwell: (patienceMs: number) => Promise<readonly string[]>;
  /** The last that each part wrote. */
  readonly said: (name: string) => string;
}

/** Megabytes of the disk: to begin with, and for each second, several times what a storm writes in one on two cores. */
const megabytes = { toBegin: 384, perSecond: 2 };
const database = "portcullis";
/** Characters kept of what a part wrote. */
const saidMax = 200_000;
const gatewayHealthPort = 9_465;

/**
 * @param seconds that it is for
 * @param workerScript in place of the first worker's, for a planted fault
 */
export async function openTestBed(seconds: number, workerScript?: string): Promise<TestBed> {
  await using opened = new AsyncDisposableStack();
  const folder = opened.use(await temporaryFolder("portcullis-faults-"));
  const files = join(folder.path, "database");
  await mkdir(files);
  const disk = opened.use(await mountSmallDisk(files, megabytes.toBegin + seconds * megabytes.perSecond));
  const postgresql = opened.use(await openOwnPostgresql(folder.path));
  const urls = await bootstrap({ superuserUrl: postgresql.superuserUrl, database, ...roles });
  await migrate(urls);
  await seedDemo(urls);
  const superuser = new URL(postgresql.superuserUrl);
  superuser.pathname = `/${database}`;
  const sql = opened.adopt(
    postgres(superuser.href, {
      max: 4,
      connect_timeout: 5,
      idle_timeout: 5,
      onnotice: () => {},
      // The checker reads all of half an hour at once: in memory, as the small disk may have no room for it.
      connection: { work_mem: "1GB" },
    }),
    (client) => client.end({ timeout: 1 }),
  );

  const heard = new Map<string, string>();
  const hear = (name: string) => (text: string) => {
    heard.set(name, ((heard.get(name) ?? "") + text).slice(-saidMax));
  };
  const clocks = join(folder.path, "clocks");
  await mkdir(clocks);
  const keep = async (name: string, programOn: (line: TcpProxy, clock: Clock) => BuiltProgram): Promise<Part> => {
    const line = opened.use(await openTcpProxy());
    const clock = await openClock(clocks, name);
    const program = programOn(line, clock);
    const kept = opened.use(keepRunning(() => startNode(program, hear(name))));
    return {
      name,
      line,
      clock,
      signal: async (signal) => kept.signal(signal),
      isHealthy: () => isReady(program.readyUrl),
    };
  };
  const [port, ...probePorts] = await Promise.all([freePort(), freePort(), freePort()]);
  const url = `http://localhost:${port}`;
  const console = await keep("console", (line, { env }) =>
    consoleProgram(port, { databaseUrl: line.to(urls.applicationUrl), publicUrl: url, env: { ...env } }),
  );
  const workers = await Promise.all(
    probePorts.map((probePort, n) =>
      keep(`worker ${n + 1}`, (line, { env }) => ({
        ...workerProgram(probePort, { databaseUrl: line.to(urls.applicationUrl), env: { ...env } }),
        ...(n === 0 && workerScript !== undefined && { script: workerScript }),
      })),
    ),
  );
  const inner = opened.use(new AsyncDisposableStack());
  const parts = [console, ...workers];
  const unwell = async (patienceMs: number) => {
    for (const began = performance.now(); ; await sleep(50)) {
      const looks = await Promise.all(parts.map(async (part) => ((await part.isHealthy()) ? [] : [part.name])));
      const names = looks.flat();
      if (names.length === 0 || performance.now() - began > patienceMs) return names;
    }
  };
  const late = await unwell(60_000);
  if (late.length > 0) throw new Error(`Not ready after a minute: ${late.join(", ")}. ${heard.get(late[0] ?? "")}`);

  const gatewayLine = inner.use(await openTcpProxy());
  const gatewayClock = await openClock(clocks, "gateway");
  const owner = await apiOf(url, { tenant, email: "owner@acme.test", password: "portcullis-demo" });
  const gateway = inner.use(
    await openGatewayTestBed(gatewayLine.to(url), owner, "Frankfurt", {
      ...gatewayClock.env,
      HEALTH_PORT: String(gatewayHealthPort),
    }),
  );
  let isFirst = true;
  const kept = inner.use(
    keepRunning(() => {
      if (!isFirst) gateway.restart();
      isFirst = false;
      return { ended: gateway.ended(), signal: gateway.signal };
    }),
  );
  // A process for each look would be late on a busy machine, and count as a gateway that is not well.
  const healthSocket = join(folder.path, "gateway-health.sock");
  await startWayIn(gateway.host, healthSocket, gatewayHealthPort);
  let answered = "";
  parts.push({
    name: "gateway",
    line: gatewayLine,
    clock: gatewayClock,
    signal: async (signal) => kept.signal(signal),
    async isHealthy() {
      answered = await askReadiness(healthSocket);
      return answered === "200";
    },
  });
  parts.push({
    name: "database",
    signal: postgresql.signal,
    isHealthy: () =>
      sql`select 1`.then(
        () => true,
        () => false,
      ),
  });
  const owned = opened.move();
  return {
    url,
    ...urls,
    sql,
    postgresql,
    disk,
    gateway: { slug: tenant, keys: gateway.keys },
    parts,
    unwell,
    said: (name) =>
      (name === "gateway" ? `${gateway.said()}\nAsked for its health: ${answered}` : heard.get(name)) ?? "",
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
