import type { Database } from "@portcullis/db/client";
import type { NamedDevice } from "./read-device-names.ts";

/** A name, and the line of the dump whose peer has taken it already. */
export type StagedName = NamedDevice & { readonly takenLine: number | null };

/** What a batch of the dump has brought. */
export interface TakenPeer {
  readonly publicKey: string;
  readonly line: number;
  readonly name: string;
  readonly networks: readonly string[];
}

/** The names of an import, and what its dump has brought so far: in the database, as a file of any length must fit in memory. */
export interface StagedNames extends AsyncDisposable {
  /** Answers the lines that were taken: of two with one key the first. */
  add(names: readonly NamedDevice[]): Promise<ReadonlySet<number>>;
  /** To be called when all are in. */
  settle(): Promise<void>;
  find(keys: readonly string[]): Promise<ReadonlyMap<string, StagedName>>;
  /** The name of the device to which an earlier batch of a dry run gave each network. */
  findHolders(networks: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** @param keepNetworks in a dry run, which leaves nothing in the tables that are asked for them */
  mark(
    keys: readonly string[],
    taken: readonly TakenPeer[],
    options: { readonly keepNetworks: boolean },
  ): Promise<void>;
  /** Those whose key was in no line, in the order of theirs. */
  unmet(): AsyncIterable<readonly NamedDevice[]>;
}

/** Rows of one answer. */
const portion = 1_000;

/** Temporary tables live with their connection, so one is kept for them. */
export async function stageNames(db: Database): Promise<StagedNames> {
  const connection = await db.$client.reserve();
  const drop = () => connection`drop table if exists pg_temp.import_names, pg_temp.import_networks`.simple();
  await drop();
  await connection`
    create temporary table import_names (key text collate "C" primary key, email text not null, name text not null,
      platform text not null, line integer not null, met boolean not null default false, taken_line integer)`;
  await connection`create temporary table import_networks (network cidr primary key, name text not null)`;
  return {
    async add(names) {
      const rows = await connection<{ line: number }[]>`
        insert into import_names (key, email, name, platform, line)
        select n."publicKey", n.email, n.name, n.platform, n.line
        from jsonb_to_recordset(${JSON.stringify(names)}::text::jsonb)
          as n("publicKey" text, email text, name text, platform text, line integer)
        order by n.line on conflict do nothing returning line`;
      return new Set(rows.map(({ line }) => line));
    },
    async settle() {
      await connection`analyze import_names`;
    },
    async find(keys) {
      const rows = await connection<StagedName[]>`
        select key as "publicKey", email, name, platform, line, taken_line as "takenLine"
        from import_names where key = any(${[...keys]}::text[])`;
      return new Map(rows.map((row) => [row.publicKey, { ...row }]));
    },
    async findHolders(networks) {
      const rows = await connection<{ network: string; name: string }[]>`
        select network::text, name from import_networks where network = any(${[...networks]}::text[]::cidr[])`;
      return new Map(rows.map(({ network, name }) => [network, name]));
    },
    async mark(keys, taken, { keepNetworks }) {
      await connection`update import_names set met = true where key = any(${[...keys]}::text[])`;
      await connection`
        update import_names n set taken_line = t.line
        from unnest(${taken.map(({ publicKey }) => publicKey)}::text[], ${taken.map(({ line }) => line)}::int[]) t (key, line)
        where n.key = t.key`;
      if (!keepNetworks) return;
      const held = taken.flatMap(({ name, networks }) => networks.map((network) => ({ network, name })));
      await connection`
        insert into import_networks select h.network, h.name
        from jsonb_to_recordset(${JSON.stringify(held)}::text::jsonb) as h(network cidr, name text) on conflict do nothing`;
    },
    unmet: () =>
      connection<NamedDevice[]>`
        select key as "publicKey", email, name, platform, line from import_names where not met order by line`.cursor(
        portion,
      ),
    async [Symbol.asyncDispose]() {
      await drop();
      connection.release();
    },
  };
}
