"use client";

import { platforms } from "@portcullis/domain/device/platform";
import { deviceStatuses } from "@portcullis/domain/device/presence";
import type { DeviceSort, SortDirection } from "@portcullis/domain/sort";
import { useTranslations } from "use-intl";
import type { Translate } from "#i18n/translator.ts";
import { Select } from "#ui/form/select.tsx";
import { type DeviceSearch, soughtCompliances } from "./device-search-params.ts";
import { platformNames } from "./device-text.ts";

const any = "any";
const waiting = "waiting";
const statusNames = (t: Translate) =>
  ({ online: t("device.online"), offline: t("device.offline"), deactivated: t("device.deactivated2") }) as const;

const complianceNames = (t: Translate) =>
  ({
    compliant: t("device.compliant"),
    non_compliant: t("common.notCompliant"),
    unknown: t("device.unknown"),
  }) as const;

/** The orders that a card's reader chooses from, who has no headings to click. */
const orders = (t: Translate): readonly { label: string; sort: DeviceSort; direction: SortDirection }[] => [
  { label: t("device.byName"), sort: "name", direction: "asc" },
  { label: t("device.lastSeenFirst"), sort: "lastConnection", direction: "desc" },
  { label: t("device.longestUnseenFirst"), sort: "lastConnection", direction: "asc" },
  { label: t("device.newestFirst"), sort: "createdAt", direction: "desc" },
  { label: t("device.oldestFirst"), sort: "createdAt", direction: "asc" },
  { label: t("device.byNameFromZ"), sort: "name", direction: "desc" },
];

/** What narrows the list and, where it is shown as cards, what orders it. */
export function DevicesFilters(props: { search: DeviceSearch; onChange: (change: Partial<DeviceSearch>) => void }) {
  const t = useTranslations();
  const { search, onChange } = props;
  const order = orders(t).findIndex(({ sort, direction }) => sort === search.sort && direction === search.direction);
  return (
    <>
      <Select
        label={t("device.connection")}
        className="sm:w-48"
        value={search.waiting ? waiting : (search.status[0] ?? any)}
        options={[
          { value: any, label: t("device.anyConnection") },
          ...deviceStatuses.map((status) => ({ value: status, label: statusNames(t)[status] })),
          { value: waiting, label: t("common.waitingForApproval") },
        ]}
        onValueChange={(value) =>
          onChange({ status: deviceStatuses.filter((status) => status === value), waiting: value === waiting })
        }
      />
      <Select
        label={t("common.posture")}
        className="sm:w-36"
        value={search.posture[0] ?? any}
        options={[
          { value: any, label: t("device.anyPosture") },
          ...soughtCompliances.map((one) => ({ value: one, label: complianceNames(t)[one] })),
        ]}
        onValueChange={(value) => onChange({ posture: soughtCompliances.filter((one) => one === value) })}
      />
      <Select
        label={t("device.platform")}
        className="sm:w-36"
        value={search.platform[0] ?? any}
        options={[
          { value: any, label: t("device.anyPlatform") },
          ...platforms.map((platform) => ({ value: platform, label: platformNames(t)[platform] })),
        ]}
        onValueChange={(value) => onChange({ platform: platforms.filter((platform) => platform === value) })}
      />
      <span className="grid @min-[640px]/devices:hidden">
        <Select
          label={t("device.order")}
          className="w-full sm:w-44"
          value={String(order)}
          options={orders(t).map(({ label }, at) => ({ value: String(at), label }))}
          onValueChange={(value) => {
            const chosen = orders(t)[Number(value)];
            if (chosen) onChange({ sort: chosen.sort, direction: chosen.direction });
          }}
        />
      </span>
    </>
  );
}
