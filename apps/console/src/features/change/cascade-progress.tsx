"use client";

import type { CascadeProgress as Cascade } from "@portcullis/domain/cascade";
import type { ChangeState } from "@portcullis/domain/change-state";
import { Check, CircleAlert, Clock, LoaderCircle, Minus } from "lucide-react";
import type { ReactNode } from "react";
import { gatewayName } from "#features/gateway/gateway-text.ts";
import { LiveRegion } from "#ui/feedback/callout.tsx";
import { Progress } from "#ui/feedback/loading.tsx";
import { Status } from "#ui/status.tsx";
import { AcknowledgementLine } from "./acknowledgement-line.tsx";
import { changeSentence, changeVariants, isOpen } from "./change-text.ts";

const committedStage = {
  deactivate: "Deactivation committed",
  reactivate: "Reactivation committed",
  delete: "Deletion committed",
} as const;
const deviceStage = {
  deactivate: "Devices switched off",
  reactivate: "Devices restored",
  delete: "Devices switched off and removed",
} as const;

/** Gateways that have not confirmed which are named here; the receipt names all. */
const namedMax = 3;

/** How far a lifecycle change is, stage by stage; later the short form of its receipt. */
export function CascadeProgress({ cascade }: { readonly cascade: Cascade }) {
  const { kind, state, devicesDone, devicesTotal, sessionsEnded, gatewaysConfirmed, gatewaysTotal } = cascade;
  const variants = changeVariants[state];
  const sentence = changeSentence(cascade);
  const open = cascade.gateways.filter(isOpen);
  return (
    <div>
      <ol className="flex flex-col gap-2 text-sm">
        <Stage state="done" whole={state} name={committedStage[kind]} />
        {kind !== "reactivate" && (
          <Stage state="done" whole={state} name="Sessions ended">
            {sessionsEnded.toLocaleString("en")}
          </Stage>
        )}
        <Stage state={deviceState(cascade)} whole={state} name={deviceStage[kind]}>
          {devicesTotal === 0
            ? "none to switch"
            : `${devicesDone.toLocaleString("en")} of ${devicesTotal.toLocaleString("en")}`}
        </Stage>
        {gatewaysTotal > 0 && (
          <Stage state={gatewayState(cascade)} whole={state} name="Gateways confirmed">
            {`${gatewaysConfirmed.toLocaleString("en")} of ${gatewaysTotal.toLocaleString("en")}`}
          </Stage>
        )}
      </ol>
      {open.length > 0 && state !== "superseded" && (
        <ul className="mt-2 flex flex-col gap-1.5 border-l-2 border-line pl-3 text-xs">
          {open.slice(0, namedMax).map((gateway) => (
            <li key={gateway.id}>
              <span className="font-medium">{gatewayName(gateway)}</span>:{" "}
              <AcknowledgementLine gateway={gateway} at={cascade.requestedAt} />
            </li>
          ))}
        </ul>
      )}
      {devicesTotal > 0 && (
        <Progress
          className="mt-3"
          label={deviceStage[kind]}
          value={devicesDone}
          max={devicesTotal}
          valueText={`${devicesDone} of ${devicesTotal}. ${sentence}`}
          tone={variants.bar}
        />
      )}
      <p
        className={
          state === "unconfirmed"
            ? "mt-2 text-sm font-medium text-warning-ink"
            : "mt-2 text-xs text-ink-muted tabular-nums"
        }
      >
        {sentence}
      </p>
      <LiveRegion message={sentence} />
    </div>
  );
}

type StageState = "done" | "running" | "waiting" | "failed" | "left";

/** By the worker's own account of the devices, which says nothing of gateways. */
function deviceState({ status, devicesDone, devicesTotal }: Cascade): StageState {
  if (status === "running") return "running";
  if (status === "failed") return "failed";
  return devicesDone === devicesTotal ? "done" : "left";
}

/** A later change of the user leaves what is open open: nobody waits for it any more. */
function gatewayState({ state, gatewaysConfirmed, gatewaysTotal }: Cascade): StageState {
  if (gatewaysConfirmed === gatewaysTotal) return "done";
  return state === "superseded" || state === "settled" ? "left" : "waiting";
}

const marks: Readonly<Record<Exclude<StageState, "done">, ReactNode>> = {
  running: <LoaderCircle className="size-4 animate-spin text-accent motion-reduce:animate-none" />,
  waiting: <Clock className="size-4 text-warning" />,
  failed: <CircleAlert className="size-4 text-danger" />,
  left: <Minus className="size-4 text-ink-faint" />,
};

function Stage(props: { state: StageState; whole: Cascade["state"]; name: string; children?: ReactNode }) {
  return (
    <li className="flex items-center gap-2">
      <span aria-hidden="true">
        {props.state === "done" ? (
          // Green where the whole change is done: a stage alone is no proof.
          <Check className={props.whole === "done" ? "size-4 text-success" : "size-4 text-ink-muted"} />
        ) : (
          marks[props.state]
        )}
      </span>
      <span className="font-medium">{props.name}</span>
      <span className="ml-auto text-ink-muted tabular-nums">{props.children}</span>
    </li>
  );
}

/** How far a change is. */
export function CascadeStatus({ state }: { readonly state: ChangeState }) {
  const { tone, label } = changeVariants[state];
  return (
    <Status tone={tone} live={state === "running"}>
      {label}
    </Status>
  );
}
