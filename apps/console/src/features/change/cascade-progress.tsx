"use client";

import type { CascadeProgress as Cascade } from "@portcullis/domain/cascade";
import type { ChangeState } from "@portcullis/domain/change-state";
import { Check, CircleAlert, Clock, LoaderCircle, Minus } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { gatewayName } from "#features/gateway/gateway-text.ts";
import type { Translate } from "#i18n/translator.ts";
import { LiveRegion } from "#ui/feedback/callout.tsx";
import { Progress } from "#ui/feedback/loading.tsx";
import { Status } from "#ui/status.tsx";
import { AcknowledgementLine } from "./acknowledgement-line.tsx";
import { changeSentence, changeVariants, isOpen } from "./change-text.ts";

const committedStage = (t: Translate) =>
  ({
    deactivate: t("change.deactivationCommitted"),
    reactivate: t("change.reactivationCommitted"),
    delete: t("change.deletionCommitted"),
  }) as const;
const deviceStage = (t: Translate) =>
  ({
    deactivate: t("change.devicesSwitchedOff"),
    reactivate: t("change.devicesRestored"),
    delete: t("change.devicesSwitchedOffAndRemoved"),
  }) as const;

/** Gateways that have not confirmed which are named here; the receipt names all. */
const namedMax = 3;

/** How far a lifecycle change is, stage by stage; later the short form of its receipt. */
export function CascadeProgress({ cascade }: { readonly cascade: Cascade }) {
  const t = useTranslations();
  const { kind, state, devicesDone, devicesTotal, sessionsEnded, gatewaysConfirmed, gatewaysTotal } = cascade;
  const variants = changeVariants(t)[state];
  const sentence = changeSentence(t, cascade);
  const open = cascade.gateways.filter(isOpen);
  return (
    <div>
      <ol className="flex flex-col gap-2 text-sm">
        <Stage state="done" whole={state} name={committedStage(t)[kind]} />
        {kind !== "reactivate" && (
          <Stage state="done" whole={state} name={t("change.sessionsEnded")}>
            {sessionsEnded.toLocaleString("en")}
          </Stage>
        )}
        <Stage state={deviceState(cascade)} whole={state} name={deviceStage(t)[kind]}>
          {devicesTotal === 0 ? t("change.noneToSwitch") : t("change.of2", { devicesDone, devicesTotal })}
        </Stage>
        {gatewaysTotal > 0 && (
          <Stage state={gatewayState(cascade)} whole={state} name={t("change.gatewaysConfirmed")}>
            {t("change.of3", { gatewaysConfirmed, gatewaysTotal })}
          </Stage>
        )}
      </ol>
      {open.length > 0 && state !== "superseded" && (
        <ul className="mt-2 flex flex-col gap-1.5 border-l-2 border-line pl-3 text-xs">
          {open.slice(0, namedMax).map((gateway) => (
            <li key={gateway.id}>
              <span className="font-medium">{gatewayName(t, gateway)}</span>:{" "}
              <AcknowledgementLine gateway={gateway} at={cascade.requestedAt} />
            </li>
          ))}
        </ul>
      )}
      {devicesTotal > 0 && (
        <Progress
          className="mt-3"
          label={deviceStage(t)[kind]}
          value={devicesDone}
          max={devicesTotal}
          valueText={t("change.of4", { devicesDone, devicesTotal, sentence })}
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
  const t = useTranslations();
  const { tone, label } = changeVariants(t)[state];
  return (
    <Status tone={tone} live={state === "running"}>
      {label}
    </Status>
  );
}
