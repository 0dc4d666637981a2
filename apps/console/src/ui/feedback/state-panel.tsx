"use client";

import { Inbox, Lock } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

type StatePanelProps = {
  icon: ReactNode;
  title: string;
  children?: ReactNode | undefined;
  actions?: ReactNode | undefined;
  /** `h1` where it is all that the page holds. */
  heading?: "h1" | "h2" | undefined;
};

/** The common shape of empty, failed and forbidden. */
export function StatePanel({ icon, title, children, actions, heading: Heading = "h2" }: StatePanelProps) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center px-6 py-14 text-center">
      <span
        aria-hidden="true"
        className="mb-4 grid size-10 place-items-center rounded-lg border border-line bg-surface text-ink-muted [&_svg]:size-5"
      >
        {icon}
      </span>
      <Heading className="text-base font-semibold text-balance text-ink">{title}</Heading>
      {children !== undefined && <div className="mt-1 text-sm text-pretty text-ink-muted">{children}</div>}
      {actions !== undefined && <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}

/** Nothing here, and what to do about it. */
export function EmptyState(props: { title: string; icon?: ReactNode; children?: ReactNode; actions?: ReactNode }) {
  return <StatePanel {...props} icon={props.icon ?? <Inbox />} />;
}

/** Names the missing permission, so that the reader can ask for it. */
export function ForbiddenState(props: { title: string; permission: string; heading?: "h1" | "h2" }) {
  const t = useTranslations();
  return (
    <StatePanel icon={<Lock />} title={props.title} heading={props.heading}>
      {t.rich("ui.youNeedThePermissionAsk", {
        permission: props.permission,
        code: (chunks) => <code className="rounded-sm bg-hover px-1 py-0.5 font-mono text-xs text-ink">{chunks}</code>,
      })}
    </StatePanel>
  );
}
