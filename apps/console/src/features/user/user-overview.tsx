"use client";

import { AccessLine } from "#features/device/access-line.tsx";
import { CopyButton } from "#ui/button.tsx";
import { PageLink } from "#ui/page-link.tsx";
import { DetailList, Panel } from "#ui/panel.tsx";

import { QuotaBar } from "#ui/quota-bar.tsx";
import { Status } from "#ui/status.tsx";
import { RelativeTime } from "#ui/time.tsx";
import { CascadePanel } from "./cascade-panel.tsx";
import { InvitationPanel } from "./invitation-panel.tsx";
import { PermissionsPanel } from "./permissions-panel.tsx";
import { useUser } from "./user-frame.tsx";
import { UserStatus } from "./user-status.tsx";
import { limitOrigin } from "./user-text.ts";

/** What one wants to know first: state, last change, devices, rights. */
export function UserOverview() {
  const user = useUser();
  const { deviceCounts: counts } = user;
  // Only where all of them are here to be counted.
  const unknown =
    user.devices.length === counts.total ? user.devices.filter(({ compliance }) => compliance === "unknown").length : 0;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <div className="grid gap-4">
        <Panel title="Network access">
          <AccessLine of={{ userId: user.id }} />
        </Panel>
        {user.status === "pending" && <InvitationPanel user={user} />}
        {user.cascade && <CascadePanel user={user} cascade={user.cascade} />}
        <Panel title="Account">
          <DetailList
            details={[
              {
                term: "E-mail",
                value: (
                  <span className="inline-flex max-w-full items-center gap-1">
                    <span className="min-w-0 wrap-anywhere">{user.email}</span>
                    <CopyButton value={user.email} label="Copy e-mail" />
                  </span>
                ),
              },
              { term: "Status", value: <UserStatus status={user.status} /> },
              {
                term: "Presence",
                value: (
                  <Status tone={user.presence === "online" ? "success" : "neutral"}>
                    {user.presence === "online" ? "Online" : "Offline"}
                  </Status>
                ),
              },
              {
                term: "Second factor",
                value: (
                  <Status tone={user.secondFactor ? "success" : "hollow"}>
                    {user.secondFactor ? "Set up" : "None"}
                  </Status>
                ),
              },
              { term: "Password", value: user.hasPassword ? "Set" : <Status tone="hollow">Not set</Status> },
              {
                term: "Last sign-in",
                value: <RelativeTime at={user.lastSignIn} never="Never signed in" focusable />,
              },
              { term: "Last connection", value: <RelativeTime at={user.lastConnection} focusable /> },
              { term: "Created", value: <RelativeTime at={user.createdAt} focusable /> },
              { term: "Changed", value: <RelativeTime at={user.updatedAt} focusable /> },
            ]}
          />
        </Panel>
      </div>
      <div className="grid gap-4">
        <Panel
          title="Devices"
          actions={
            <PageLink href={`/users/${user.id}/devices`} className="text-xs text-accent-ink hover:underline">
              All devices
            </PageLink>
          }
        >
          <QuotaBar
            label="Devices"
            used={counts.total}
            limit={user.deviceLimit.value}
            origin={limitOrigin(user.deviceLimit)}
          />
          <ul className="mt-3 flex flex-wrap gap-x-5 gap-y-1 text-sm">
            <li>
              <Status tone={counts.online > 0 ? "success" : "neutral"}>
                {counts.online.toLocaleString("en")} online
              </Status>
            </li>
            <li>
              <Status tone="hollow">{counts.deactivated.toLocaleString("en")} deactivated</Status>
            </li>
            {unknown > 0 && (
              <li>
                <Status tone="warning">{unknown.toLocaleString("en")} of unknown posture</Status>
              </li>
            )}
            <li>
              <Status tone={counts.nonCompliant > 0 ? "warning" : "neutral"}>
                {counts.nonCompliant.toLocaleString("en")} not compliant
              </Status>
            </li>
          </ul>
        </Panel>
        <PermissionsPanel user={user} />
      </div>
    </div>
  );
}
