import { randomUUID } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { sql } from "drizzle-orm";
import type { Database } from "./client.ts";
import { openClient } from "./driver/driver.ts";
import { type Change, change, channel } from "./notify.ts";

/** The one LISTEN connection of a process, shared by all who wait for changes. */
export interface Listener {
  /**
   * Calls back with every committed change, and with `undefined` when the connection was made again: anything may have
   * been missed, so read everything again. Returns the function that ends it.
   */
  subscribe(onChange: (change: Change | undefined) => void): () => void;
  /**
   * Whether a notification that is sent through `db` comes back within so many milliseconds: a connection that is cut, half
   * open, or led through a pooler that drops notifications looks like any other until then.
   * @throws what the database throws, where nothing can be sent
   */
  receivesNotifications(db: Database, ms: number): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Connects and listens; reconnects by itself. Needs a direct connection: a transaction pooler drops LISTEN.
 * @throws when the first connection cannot be made
 */
export async function openListener(url: string, applicationName: string): Promise<Listener> {
  const subscribers = new Set<(change: Change | undefined) => void>();
  const publish = (what: Change | undefined) => {
    for (const subscriber of subscribers) subscriber(what);
  };
  const client = openClient(url, {
    max: 1,
    connection: { application_name: applicationName, tcp_keepalives_idle: 5, tcp_keepalives_interval: 2 },
  });
  // A channel of its own: what comes by it is nobody's change, and no other process is woken.
  const echoChannel = `${channel}_${randomUUID()}`;
  const echoes = new EventEmitter();
  try {
    await client.listen(
      channel,
      (payload) => publish(parse(payload)),
      () => publish(undefined),
    );
    await client.listen(echoChannel, (payload) => echoes.emit(payload));
  } catch (error) {
    // It would try again for ever, and keep the process that gave up on it.
    await client.end({ timeout: 1 });
    throw error;
  }
  return {
    subscribe(onChange) {
      subscribers.add(onChange);
      return () => subscribers.delete(onChange);
    },
    async receivesNotifications(db, ms) {
      const call = randomUUID();
      const heard = once(echoes, call, { signal: AbortSignal.timeout(ms) }).then(
        () => true,
        () => false,
      );
      await db.execute(sql`select pg_notify(${echoChannel}, ${call})`);
      return heard;
    },
    close: () => client.end({ timeout: 1 }),
  };
}

/** What cannot be read, anybody who may connect could have sent: it is taken for "anything may have changed". */
function parse(payload: string): Change | undefined {
  try {
    return change.safeParse(JSON.parse(payload)).data;
  } catch {
    return undefined;
  }
}
