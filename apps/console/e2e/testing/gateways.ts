import type { AppRouter } from "@portcullis/api/types";
import type { PeerReport } from "@portcullis/domain/gateway";
import { wireHeaders } from "@portcullis/domain/wire";
import { aPublicKey } from "@portcullis/testing/tenant";
import { createTRPCClient, httpLink } from "@trpc/client";
import type { Page } from "playwright-core";

/** Adds a gateway on the page that is open, and answers the command that its agent is started with. */
export async function addGateway(page: Page, name: string, endpoint: string): Promise<string> {
  await page.getByRole("button", { name: "Add gateway" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("Endpoint").fill(endpoint);
  await dialog.getByRole("button", { name: "Add gateway" }).click();
  // Nothing is chosen before, so nothing is added.
  await dialog.getByText("Choose what it does.").waitFor();
  await dialog.getByRole("radio", { name: "Keep everybody connected" }).check();
  await dialog.getByRole("button", { name: "Add gateway" }).click();
  await dialog.getByRole("heading", { name: `${name} is added` }).waitFor();
  return (await dialog.getByRole("region", { name: "Command" }).locator("pre").textContent()) ?? "";
}

/** The token in a command. */
export function tokenOf(command: string): string {
  const [, token] = /echo (\S+) >/.exec(command) ?? [];
  if (token === undefined) throw new Error(`No token is in ${command}`);
  return token;
}

/** Says what an agent with this token says of itself and of these peers, and answers its interface's public key. */
export async function reportAs(url: string, token: string, peers: PeerReport[] = []): Promise<string> {
  const publicKey = aPublicKey();
  const client = createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${url}/api/trpc`,
        headers: { ...wireHeaders, Authorization: `Bearer ${token}`, Origin: url },
      }),
    ],
  });
  const peerCount = peers.length;
  await client.agent.report.mutate({ publicKey, version: "0.0.0-test", peerCount, confirmed: [], peers });
  return publicKey;
}
