import type postgres from "postgres";
import { attention, type Finding, well, wrong } from "./finding.ts";

/** Older ones lack what the migrations use: `security_invoker` views came with 15. */
const oldestVersion = 150_000;
/** Seconds between two clocks from which times in the console look odd, and authenticator codes may be refused. */
const clockTolerance = 2;
/** Half a window of an authenticator's code (RFC 6238 §5.2): beyond it sign-ins fail. */
const clockMax = 15;
/** Of a console, a worker and an operator's command together. */
const connectionsWanted = 40;

interface Facts {
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
  const [facts] = await sql<Facts[]>`
    select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
      getdatabaseencoding() as encoding, extract(epoch from clock_timestamp())::float8 * 1000 as at,
      current_setting('fsync') as fsync, current_setting('full_page_writes') as "pageWrites",
      current_setting('synchronous_commit') as syncs, current_setting('max_connections')::int as connections,
      pg_is_in_recovery() as "isStandby"`;
  if (!facts) throw new Error("The database answered nothing about itself.");
  return [version(facts), role(facts), clock(facts.at - (began + Date.now()) / 2), durability(facts), room(facts)];
}

function version({ version: name, number, encoding }: Facts): Finding {
  if (number < oldestVersion) return wrong(`PostgreSQL ${name}`, "Use version 15 or newer.");
  if (encoding !== "UTF8")
    return wrong(`The database's encoding is ${encoding}`, "Make it anew with template0 and encoding 'UTF8'.");
  return well(`PostgreSQL ${name}`);
}

function role({ isStandby }: Facts): Finding {
  return isStandby
    ? wrong("The server is a standby: it takes no change", "Name the primary, or promote this one.")
    : well("The server takes changes");
}

function clock(milliseconds: number): Finding {
  const seconds = Math.abs(milliseconds) / 1_000;
  const says = `The database's clock is ${seconds.toFixed(1)} s ${milliseconds < 0 ? "behind" : "ahead of"} this machine's`;
  const advice = "Let both keep the time by NTP, for example with chrony.";
  if (seconds > clockMax) return wrong(says, advice);
  return seconds > clockTolerance ? attention(says, advice) : well(says);
}

function durability({ fsync, pageWrites, syncs }: Facts): Finding {
  if (fsync === "off" || pageWrites === "off")
    return wrong("A crash of the database's machine may destroy it", "Set fsync and full_page_writes to on.");
  if (syncs === "off" || syncs === "local")
    return attention(
      `synchronous_commit is ${syncs}: a crash or a fail-over may take back a deactivation that was acknowledged`,
      "Set it to on; with a standby name that in synchronous_standby_names.",
    );
  return well("What is acknowledged is kept");
}

function room({ connections }: Facts): Finding {
  return connections < connectionsWanted
    ? attention(
        `The server takes ${connections} connections`,
        `Each console takes up to 12 and each worker 7: raise max_connections to ${connectionsWanted} or more.`,
      )
    : well(`The server takes ${connections} connections`);
}
