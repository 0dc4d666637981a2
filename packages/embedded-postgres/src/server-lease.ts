import postgres from "postgres";

/** Any number that nobody else locks in the maintenance database. */
const lockKey = 7_076_617;

/** A claim on a shared server: it is not stopped while somebody holds it. */
export interface ServerLease {
  /** Gives the claim back; true where nobody else holds the server, and nobody can until this connection ends. */
  release(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Claims the server with a lock held by a database session, so that the claim of a killed process ends with its connection.
 * Waits while somebody else stops the server, and rejects once it has stopped.
 * @param onLost called when the connection ends though nobody released it
 */
export async function leaseServer(superuserUrl: string, onLost: () => void): Promise<ServerLease> {
  let held = false;
  const sql = postgres(superuserUrl, {
    max: 1,
    max_lifetime: null,
    connect_timeout: 5,
    fetch_types: false,
    onnotice: () => {},
    connection: { application_name: "portcullis launcher" },
    onclose() {
      if (held) onLost();
      held = false;
    },
  });
  const close = () => {
    held = false;
    return sql.end({ timeout: 1 });
  };
  try {
    await sql`select pg_advisory_lock_shared(${lockKey})`;
    held = true;
  } catch (error) {
    await close();
    throw error;
  }
  return {
    async release() {
      held = false;
      await sql`select pg_advisory_unlock_shared(${lockKey})`;
      const [last] = await sql<{ alone: boolean }[]>`select pg_try_advisory_lock(${lockKey}) as alone`;
      return last?.alone ?? false;
    },
    close,
  };
}
