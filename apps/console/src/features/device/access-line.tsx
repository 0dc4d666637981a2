"use client";

import type { AccessExplanation, ExplainAccess } from "@portcullis/domain/access-explanation";
import type { Timestamp } from "@portcullis/domain/timestamp";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { Translate } from "#i18n/translator.ts";
import { describeApiError, useTRPC } from "#trpc/client.ts";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { Status } from "#ui/status.tsx";
import { useNow, useTimeZone } from "#ui/time.tsx";
import { shortDay } from "#ui/time-text.ts";

import { causeText } from "./cause-text.ts";
import { devicesRefetchMs } from "./use-devices.ts";

const verdicts = (t: Translate) =>
  ({
    yes: { tone: "success", label: t("device.mayConnect") },
    no: { tone: "hollow", label: t("device.no") },
    unknown: { tone: "warning", label: t("device.notKnown") },
  }) as const;

/** Whether somebody may connect, in one line: the first cause with who, when and why; further causes below it. */
export function AccessLine({ of }: { readonly of: ExplainAccess }) {
  const query = useQuery({ ...useTRPC().access.explain.queryOptions(of), refetchInterval: devicesRefetchMs });
  if (query.data) return <Explained explanation={query.data} />;
  if (query.isError) return <span className="text-ink-muted">{describeApiError(query.error).message}</span>;
  return <Skeleton className="h-5 w-48" />;
}

function Explained({ explanation }: { readonly explanation: AccessExplanation }) {
  const t = useTranslations();
  const timeZone = useTimeZone() ?? "UTC";
  const now = new Date(useNow());
  const { tone, label } = verdicts(t)[explanation.verdict];
  const day = (at: Timestamp) => shortDay(at, timeZone, now);
  const ofUser = explanation.deviceId === null;
  const [first, ...others] = explanation.causes.map((cause) => ({
    ...cause,
    text: causeText(t, cause, { day, ofUser }),
  }));
  if (!first) return <Status tone={tone}>{label}</Status>;
  return (
    <div className="grid gap-1 text-sm">
      <p className="-indent-4 pl-4 wrap-anywhere">
        <Status tone={tone} className="indent-0 align-bottom">
          {label}:
        </Status>{" "}
        <span>{first.text}</span>
      </p>
      {others.length > 0 && (
        <ul aria-label={t("device.furtherCauses")} className="grid gap-1 pl-4 text-ink-muted">
          {others.map(({ cause, device, text }) => (
            <li key={`${cause} ${device?.id ?? ""}`} className="wrap-anywhere">
              {t("device.also", { cause: text })}
            </li>
          ))}
        </ul>
      )}
      <p className="pl-4 text-ink-muted">{t("device.whatWouldChangeIt", { remedy: first.remedy })}</p>
    </div>
  );
}
