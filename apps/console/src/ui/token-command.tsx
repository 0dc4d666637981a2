"use client";

import { Copy } from "lucide-react";
import { Callout } from "#ui/feedback/callout.tsx";
import { Button } from "./button.tsx";
import { CodeBox } from "./code-box.tsx";
import { copyText } from "./copy-text.ts";

export interface TokenCommandProps {
  readonly token: string;
  /** What takes the token where it is needed, with it inside. */
  readonly command: string;
  /** Where the command is run, and what it does. */
  readonly instructions: string;
  /** What whoever else holds the token can do. */
  readonly risk: string;
}

/** A token, this once, in the command that needs it. */
export function TokenCommand({ token, command, instructions, risk }: TokenCommandProps) {
  return (
    <div className="flex flex-col gap-4">
      <Callout tone="warning">The token is shown only once. {risk}</Callout>
      <p className="text-base text-ink">{instructions}</p>
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
