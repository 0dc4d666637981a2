"use client";

import type { GatewayWithToken } from "@portcullis/domain/gateway";
import { Copy } from "lucide-react";
import { copyText } from "#components/devices/copy-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { CodeBox } from "#components/ui/code-box.tsx";
import { agentCommand, tokenCommand } from "./agent-command.ts";

export type GatewayTokenProps = GatewayWithToken & {
  /** There was another one before: an agent may be running. */
  readonly isNext?: boolean;
};

/** A gateway's token, this once, in the command that the agent's host needs. */
export function GatewayToken({ gateway, token, isNext = false }: GatewayTokenProps) {
  const { endpoint } = gateway;
  const command = isNext ? tokenCommand(token) : agentCommand({ url: window.location.origin, token, endpoint });
  return (
    <div className="flex flex-col gap-4">
      <Callout tone="warning">
        The token is shown now and never again. Whoever holds it can pose as this gateway; if it is lost, rotate it.
      </Callout>
      <p className="text-base text-ink">
        {isNext
          ? "On the gateway’s host, put it into the agent’s token file, as root. A running agent takes it from there."
          : "On the gateway’s host, start the agent from the folder of Portcullis, as root:"}
      </p>
      <CodeBox
        label="Command"
        title="Command"
        text={command}
        actions={
          <>
            <Button size="sm" onClick={() => void copyText("Token", token)}>
              <Copy aria-hidden="true" />
              Copy token
            </Button>
            <Button size="sm" onClick={() => void copyText("Command", command)}>
              <Copy aria-hidden="true" />
              Copy command
            </Button>
          </>
        }
      />
    </div>
  );
}
