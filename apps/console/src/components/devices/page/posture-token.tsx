"use client";

import { Copy } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { CodeBox } from "#components/ui/code-box.tsx";
import { copyText } from "../copy-text.ts";
import { type ReportFacts, reportSteps } from "./report-steps.ts";

/** The token of a device, this once, in the command that it needs. */
export function PostureToken({ platform, token }: Omit<ReportFacts, "url">) {
  const { words, command } = reportSteps({ platform, url: window.location.origin, token });
  return (
    <div className="flex flex-col gap-4">
      <Callout tone="warning">
        The token is shown now and never again. Whoever holds it can report as this device, and nothing else.
      </Callout>
      <p className="text-base text-ink">{words}</p>
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
