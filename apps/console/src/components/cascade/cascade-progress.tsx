"use client";

import type { CascadeProgress as Cascade } from "@portcullis/domain/cascade";
import { Check, CircleAlert, LoaderCircle, Minus } from "lucide-react";
import type { ReactNode } from "react";
import { LiveRegion } from "#components/ui/live-region.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { duration } from "./duration.ts";

const accessStage = {
  deactivate: "Access ended",
  reactivate: "Access restored",
  delete: "Access ended, the person is gone from every list",
} as const;
const deviceStage = {
  deactivate: "Devices switched off",
  reactivate: "Devices restored",
  delete: "Devices switched off and removed",
} as const;

export interface CascadeProgressProps {
  readonly cascade: Cascade;
  /** Milliseconds from the click to the answer, for who just clicked. */
  readonly answeredInMs?: number | undefined;
}

/** A lifecycle change on its way through the devices, stage by stage; later the short form of its receipt. */
export function CascadeProgress({ cascade, answeredInMs }: CascadeProgressProps) {
  const { kind, status, devicesDone, devicesTotal, sessionsEnded, gatewaysConfirmed, gatewaysTotal, elapsedMs } =
    cascade;
  const isDone = status === "done";
  const devices =
    devicesTotal === 0
      ? "none to switch"
      : `${devicesDone.toLocaleString("en")} of ${devicesTotal.toLocaleString("en")}`;
  return (
    <div>
      <ol className="flex flex-col gap-2 text-sm">
        <Stage state="done" name={accessStage[kind]}>
          {answeredInMs === undefined ? "at once" : `in ${duration(answeredInMs)}`}
        </Stage>
        {kind !== "reactivate" && (
          <Stage state="done" name="Sessions ended">
            {sessionsEnded.toLocaleString("en")}
          </Stage>
        )}
        <Stage
          state={isDone ? "done" : status === "running" ? "running" : status === "failed" ? "failed" : "left"}
          name={deviceStage[kind]}
        >
          {devices}
        </Stage>
        {gatewaysTotal > 0 && (
          <Stage state={gatewayState(cascade)} name="Gateways confirmed">
            {`${gatewaysConfirmed.toLocaleString("en")} of ${gatewaysTotal.toLocaleString("en")}`}
          </Stage>
        )}
      </ol>
      {devicesTotal > 0 && (
        <Progress
          className="mt-3"
          label={deviceStage[kind]}
          value={devicesDone}
          max={devicesTotal}
          tone={isDone ? "success" : status === "failed" ? "danger" : "accent"}
        />
      )}
      <p className="mt-2 text-xs text-ink-muted tabular-nums">
        {/* For who clicked, by the same clock as above: the answer may be slower on its way than the devices. */}
        {isDone && elapsedMs !== null && `Done in ${duration(Math.max(elapsedMs, answeredInMs ?? 0))}.`}
        {status === "running" && "Under way. You can leave this page; it goes on."}
        {status === "superseded" && "A later change of this user took over."}
        {status === "failed" && `Stopped after ${cascade.attempts} attempts: ${cascade.failureReason ?? "unknown"}`}
      </p>
      <LiveRegion message={isDone ? `${deviceStage[kind]}: ${devices}. Done.` : `${accessStage[kind]}.`} />
    </div>
  );
}

/** A later change of the user leaves what is open open: nobody waits for it any more. */
function gatewayState({ status, gatewaysConfirmed, gatewaysTotal }: Cascade): keyof typeof marks {
  if (gatewaysConfirmed === gatewaysTotal) return "done";
  return status === "superseded" ? "left" : "running";
}

const marks = {
  done: <Check className="size-4 text-success" />,
  running: <LoaderCircle className="size-4 animate-spin text-accent motion-reduce:animate-none" />,
  failed: <CircleAlert className="size-4 text-danger" />,
  left: <Minus className="size-4 text-ink-faint" />,
} as const;

function Stage(props: { state: keyof typeof marks; name: string; children: ReactNode }) {
  return (
    <li className="flex items-center gap-2">
      <span aria-hidden="true">{marks[props.state]}</span>
      <span className="font-medium">{props.name}</span>
      <span className="ml-auto text-ink-muted tabular-nums">{props.children}</span>
    </li>
  );
}
