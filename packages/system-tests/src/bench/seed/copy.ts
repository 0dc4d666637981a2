import { once } from "node:events";
import type postgres from "postgres";

/** A row in the order of its columns; null is NULL. */
type Row = readonly (string | null)[];

/** Characters that are gathered before they are sent. */
const chunkSize = 1 << 18;

/** Opens `COPY … FROM STDIN` on a connection of its own; each call writes one row. Disposing of it ends the copy. */
export async function openCopy(sql: postgres.Sql, table: string, columns: readonly string[]) {
  const stream = await sql.unsafe(`copy ${table} (${columns.join(", ")}) from stdin`).writable();
  let gathered = "";
  const send = async () => {
    const chunk = gathered;
    gathered = "";
    if (!stream.write(chunk)) await once(stream, "drain");
  };
  return {
    async write(row: Row): Promise<void> {
      gathered += `${row.map(field).join("\t")}\n`;
      if (gathered.length >= chunkSize) await send();
    },
    async [Symbol.asyncDispose]() {
      await send();
      const done = once(stream, "finish");
      stream.end();
      await done;
    },
  };
}

/** COPY's text format: only these would end a field or a row. */
const field = (value: string | null) =>
  value === null
    ? String.raw`\N`
    : value.replaceAll("\\", String.raw`\\`).replaceAll("\t", String.raw`\t`).replaceAll("\n", String.raw`\n`);
