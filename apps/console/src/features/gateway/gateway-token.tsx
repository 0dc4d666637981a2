"use client";

import type { GatewayWithToken } from "@portcullis/domain/gateway";
import { TokenCommand } from "#ui/token-command.tsx";
import { agentCommand, tokenCommand } from "./agent-command.ts";

export type GatewayTokenProps = GatewayWithToken & {
  /** There was another one before: an agent may be running. */
  readonly isNext?: boolean;
};

/** A gateway's token, this once, in the command that the agent's host needs. */
export function GatewayToken({ gateway, token, isNext = false }: GatewayTokenProps) {
  const { endpoint } = gateway;
  return (
    <TokenCommand
      token={token}
      command={isNext ? tokenCommand(token) : agentCommand({ url: window.location.origin, token, endpoint })}
      instructions={
        isNext
          ? "On the gateway’s host, put it into the agent’s token file, as root. A running agent takes it from there."
          : "On the gateway’s host, start the agent from the folder of Portcullis, as root:"
      }
      risk="Anyone who has it can pose as this gateway; if it is lost, rotate it."
    />
  );
}
