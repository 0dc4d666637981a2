import type { EmbeddedServer } from "@portcullis/embedded-postgres/server";
import postgres from "postgres";

/** An empty database on the same server, as superuser: no policy costs the rival anything. It goes at disposal. */
export async function competitorDatabase(server: EmbeddedServer, name: string) {
  const maintenance = postgres(server.superuserUrl, { max: 1, onnotice: () => {} });
  await maintenance.unsafe(`drop database if exists ${name} with (force)`);
  await maintenance.unsafe(`create database ${name}`);
  const url = new URL(server.superuserUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async [Symbol.asyncDispose]() {
      await maintenance.unsafe(`drop database if exists ${name} with (force)`);
      await maintenance.end();
    },
  };
}
