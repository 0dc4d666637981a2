import type postgres from "postgres";
import { error, type Finding, ok, warning } from "./finding.ts";

/** Older ones lack what the migrations use: `security_invoker` views came with 15. */
const oldestVersion = 150_000;
/** Seconds between two clocks from which times in the console look odd, and authenticator codes may be refused. */
const clockTolerance = 2;
/** Half a window of an authenticator's code (RFC 6238 §5.2): beyond it sign-ins fail. */
const clockMax = 15;
/** Of a console, a worker and an operator's command together. */
const connectionsWanted = 40;

interface ServerSettings {
  readonly version: string;
  readonly number: number;
  readonly encoding: string;
  readonly at: number;
  readonly fsync: string;
  readonly pageWrites: string;
  readonly syncs: string;
  readonly connections: number;
  readonly isStandby: boolean;
}

/** The server itself: its version, its clock, and whether it keeps what it says that it keeps. */
export async function checkServer(sql: postgres.Sql): Promise<readonly Finding[]> {
  const began = Date.now();
  const [settings] = await sql<ServerSettings[]>`
    select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
      getdatabaseencoding() as encoding, extract(epoch from clock_timestamp())::float8 * 1000 as at,
      current_setting('fsync') as fsync, current_setting('full_page_writes') as "pageWrites",
      current_setting('synchronous_commit') as syncs, current_setting('max_connections')::int as connections,
      pg_is_in_recovery() as "isStandby"`;
  if (!settings) throw new Error("The database returned nothing about its settings.");
  return [
    version(settings),
    role(settings),
    clock(settings.at - (began + Date.now()) / 2),
    durability(settings),
    headroom(settings),
  ];
}

function version({ version: name, number, encoding }: ServerSettings): Finding {
  if (number < oldestVersion) return error(`PostgreSQL ${name}`, "Use version 15 or newer.");
  if (encoding !== "UTF8")
    return error(`The database's encoding is ${encoding}`, "Create it again with template0 and encoding 'UTF8'.");
  return ok(`PostgreSQL ${name}`);
}

function role({ isStandby }: ServerSettings): Finding {
  return isStandby
    ? error(
        "The server is a standby and accepts no changes",
        "Let the URLs point to the primary, or promote this server.",
      )
    : ok("The server accepts changes");
}

function clock(milliseconds: number): Finding {
  const seconds = Math.abs(milliseconds) / 1_000;
  const says = `The database's clock is ${seconds.toFixed(1)} s ${milliseconds < 0 ? "behind" : "ahead of"} this machine's`;
  const advice = "Synchronize both clocks by NTP, for example with chrony.";
  if (seconds > clockMax) return error(says, advice);
  return seconds > clockTolerance ? warning(says, advice) : ok(says);
}

function durability({ fsync, pageWrites, syncs }: ServerSettings): Finding {
  if (fsync === "off" || pageWrites === "off")
    return error("A crash of the database's machine may destroy it", "Set fsync and full_page_writes to on.");
  if (syncs === "off" || syncs === "local")
    return warning(
      `synchronous_commit is ${syncs}: a crash or a fail-over can undo a deactivation that was confirmed to the administrator`,
      "Set it to on; with a standby name that in synchronous_standby_names.",
    );
  return ok("A crash of the database loses no confirmed change");
}

function headroom({ connections }: ServerSettings): Finding {
  return connections < connectionsWanted
    ? warning(
        `The server allows ${connections} connections`,
        `Each console uses up to 12 and each worker up to 7: raise max_connections to ${connectionsWanted} or more.`,
      )
    : ok(`The server allows ${connections} connections`);
}
