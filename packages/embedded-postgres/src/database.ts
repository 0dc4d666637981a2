import { createHmac } from "node:crypto";
import { bootstrap, type DatabaseUrls, type RoleOptions } from "@portcullis/db/bootstrap";
import { type EmbeddedOptions, type EmbeddedServer, startEmbedded } from "./server.ts";

/** The product's database on the embedded server; disposing of it gives the server back. */
export interface EmbeddedDatabase extends DatabaseUrls, AsyncDisposable {
  readonly server: EmbeddedServer;
}

/** Starts or joins the embedded server and makes its roles and database; the schema is left to `migrate`. */
export async function openEmbeddedDatabase(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const server = await startEmbedded(options);
  try {
    const role = (name: string) => derivedRole(name, server.superuserPassword);
    const urls = await bootstrap({
      superuserUrl: server.superuserUrl,
      database: "portcullis",
      owner: role("portcullis_owner"),
      application: role("portcullis_app"),
    });
    return { ...urls, server, [Symbol.asyncDispose]: () => server.stop() };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** A password that every command finds again, though only one secret is kept; it tells nothing of that secret. */
const derivedRole = (name: string, secret: string): RoleOptions => ({
  name,
  password: createHmac("sha256", secret).update(name).digest("base64url"),
});
