"use client";

import { useTranslations } from "use-intl";
import { AccessLine } from "#features/device/access-line.tsx";
import { CopyButton } from "#ui/button.tsx";
import { SmallLink } from "#ui/page-link.tsx";
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
  const t = useTranslations();
  const user = useUser();
  const { deviceCounts: counts } = user;
  // Only where all of them are here to be counted.
  const unknown =
    user.devices.length === counts.total ? user.devices.filter(({ compliance }) => compliance === "unknown").length : 0;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <div className="grid gap-4">
        <Panel title={t("common.networkAccess")}>
          <AccessLine of={{ userId: user.id }} />
        </Panel>
        {user.status === "pending" && <InvitationPanel user={user} />}
        {user.cascade && <CascadePanel user={user} cascade={user.cascade} />}
        <Panel title={t("common.account")}>
          <DetailList
            details={[
              {
                term: t("common.eMail"),
                value: (
                  <span className="inline-flex max-w-full items-center gap-1">
                    <span className="min-w-0 wrap-anywhere">{user.email}</span>
                    <CopyButton value={user.email} label={t("user.copyEMail")} />
                  </span>
                ),
              },
              { term: t("common.status"), value: <UserStatus status={user.status} /> },
              {
                term: t("user.presence"),
                value: (
                  <Status tone={user.presence === "online" ? "success" : "neutral"}>
                    {user.presence === "online" ? t("user.online2") : t("user.offline")}
                  </Status>
                ),
              },
              {
                term: t("common.secondFactor"),
                value: (
                  <Status tone={user.secondFactor ? "success" : "hollow"}>
                    {user.secondFactor ? t("common.setUp") : t("user.none")}
                  </Status>
                ),
              },
              {
                term: t("common.password"),
                value: user.hasPassword ? t("user.passwordSet") : <Status tone="hollow">{t("user.notSet")}</Status>,
              },
              {
                term: t("user.lastSignIn"),
                value: <RelativeTime at={user.lastSignIn} never={t("user.neverSignedIn")} focusable />,
              },
              { term: t("common.lastConnection"), value: <RelativeTime at={user.lastConnection} focusable /> },
              { term: t("user.created"), value: <RelativeTime at={user.createdAt} focusable /> },
              { term: t("user.changed"), value: <RelativeTime at={user.updatedAt} focusable /> },
            ]}
          />
        </Panel>
      </div>
      <div className="grid gap-4">
        <Panel
          title={t("common.devices")}
          actions={<SmallLink href={`/users/${user.id}/devices`}>{t("common.allDevices")}</SmallLink>}
        >
          <QuotaBar
            label={t("common.devices")}
            used={counts.total}
            limit={user.deviceLimit.value}
            origin={limitOrigin(t, user.deviceLimit)}
          />
          <ul className="mt-3 flex flex-wrap gap-x-5 gap-y-1 text-sm">
            <li>
              <Status tone={counts.online > 0 ? "success" : "neutral"}>
                {t("user.online3", { online: counts.online })}
              </Status>
            </li>
            <li>
              <Status tone="hollow">{t("user.deactivated2", { deactivated: counts.deactivated })}</Status>
            </li>
            {unknown > 0 && (
              <li>
                <Status tone="warning">{t("user.ofUnknownPosture", { unknown })}</Status>
              </li>
            )}
            <li>
              <Status tone={counts.nonCompliant > 0 ? "warning" : "neutral"}>
                {t("user.notCompliant", { nonCompliant: counts.nonCompliant })}
              </Status>
            </li>
          </ul>
        </Panel>
        <PermissionsPanel user={user} />
      </div>
    </div>
  );
}
