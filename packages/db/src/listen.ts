import postgres from "postgres";
import { reconnectDelay } from "./client.ts";
import { type Change, change, channel } from "./notify.ts";

/** The one LISTEN connection of a process, shared by all who wait for changes. */
export interface Listener {
  /**
   * Calls back with every committed change, and with `undefined` when the connection was made again: anything may have
   * been missed, so read everything again. Returns the function that ends it.
   */
  subscribe(onChange: (change: Change | undefined) => void): () => void;
  close(): Promise<void>;
}

/** Connects and listens; reconnects by itself. Needs a direct connection: a transaction pooler drops LISTEN. */
export async function openListener(url: string, applicationName: string): Promise<Listener> {
  const subscribers = new Set<(change: Change | undefined) => void>();
  const tell = (what: Change | undefined) => {
    for (const subscriber of subscribers) subscriber(what);
  };
  const client = postgres(url, {
    max: 1,
    connect_timeout: 5,
    keep_alive: 5,
    backoff: reconnectDelay,
    onnotice: () => {},
    connection: { application_name: applicationName, tcp_keepalives_idle: 5, tcp_keepalives_interval: 2 },
  });
  const parse = (payload: string): Change | undefined => {
    const parsed = change.safeParse(JSON.parse(payload));
    return parsed.success ? parsed.data : undefined;
  };
  await client.listen(
    channel,
    (payload) => tell(parse(payload)),
    () => tell(undefined),
  );
  return {
    subscribe(onChange) {
      subscribers.add(onChange);
      return () => subscribers.delete(onChange);
    },
    close: () => client.end({ timeout: 1 }),
  };
}
