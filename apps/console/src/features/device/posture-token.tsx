"use client";

import { TokenCommand } from "#ui/token-command.tsx";
import { type ReportDetails, reportSteps } from "./report-steps.ts";

/** The token of a device, this once, in the command that it needs. */
export function PostureToken({ platform, token }: Omit<ReportDetails, "url">) {
  const steps = reportSteps({ platform, url: window.location.origin, token });
  return (
    <TokenCommand token={token} {...steps} risk="Anyone who has it can report as this device, and nothing else." />
  );
}
