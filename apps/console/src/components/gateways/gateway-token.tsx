"use client";

import { Copy } from "lucide-react";
import { copyText } from "#components/devices/copy-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { CodeBox } from "#components/ui/code-box.tsx";
import { agentCommand } from "./agent-command.ts";

/** A gateway's token, this once, in the command that starts its agent. */
export function GatewayToken({ token }: { readonly token: string }) {
  const command = agentCommand({ url: window.location.origin, token });
  return (
    <div className="flex flex-col gap-4">
      <Callout tone="warning">
        The token is shown now and never again. Whoever holds it is this gateway to the console, so give it to nobody
        else; a lost one is rotated.
      </Callout>
      <p className="text-base text-ink">Start the agent on the gateway’s host:</p>
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
