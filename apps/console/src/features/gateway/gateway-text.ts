import { type GatewayStatus, gatewayAlertAfterSeconds } from "@portcullis/domain/gateway";
import { shortId } from "#features/audit/phrase.ts";
import type { Translate } from "#i18n/translator.ts";

/** Where these commands keep the token: in a file that only root reads, as an environment is seen by every child. */
const tokenFile = '"$HOME/portcullis-gateway.token"';

/** What starts the agent in a folder of the product. */
const start = "npx --yes pnpm@12.21.0 gateway";

/** Puts a token where the agent reads it, now and when it is replaced. */
export const tokenCommand = (token: string): string => `(umask 077 && echo ${token} > ${tokenFile})`;

interface AgentSettings {
  /** Of the console. */
  readonly url: string;
  readonly token: string;
  /** The agent listens on its port. */
  readonly endpoint: string;
}

/** What to type on a gateway's host, for the agent to find the console and say which gateway it is. */
export function agentCommand({ url, token, endpoint }: AgentSettings): string {
  const port = endpoint.slice(endpoint.lastIndexOf(":") + 1);
  const run = [`PORTCULLIS_URL=${url}`, `GATEWAY_TOKEN_FILE=${tokenFile}`, `GATEWAY_PORT=${port}`, start];
  return `${tokenCommand(token)}\n${run.join(" \\\n  ")}`;
}

const variants = (t: Translate) =>
  ({
    new: { tone: "hollow", label: t("gateway.new") },
    reporting: { tone: "success", label: t("gateway.reporting") },
    silent: { tone: "warning", label: t("gateway.silent") },
  }) as const;

/** How a gateway is shown: amber where it is silent, and red once somebody is called for it. */
export function gatewayVariant(t: Translate, status: GatewayStatus, silentMs: number) {
  const isAlert = status === "silent" && silentMs >= gatewayAlertAfterSeconds * 1000;
  return isAlert ? ({ tone: "danger", label: t("gateway.silent") } as const) : variants(t)[status];
}

/** A gateway by its name, or by its id once it is removed. */
export function gatewayName(t: Translate, { id, name }: { readonly id: string; readonly name: string | null }): string {
  return name ?? t("gateway.removedGateway", { shortId: shortId(id) });
}

/** What ends every connection through a gateway at once, typed as root on its host: for an agent that took the default interface. */
export const shutCommand = (t: Translate) => t("gateway.ipLinkDelPortcullis0");
