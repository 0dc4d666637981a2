"use client";

import type { AccountMe } from "@portcullis/domain/account";
import { displayName } from "@portcullis/domain/user/display-name";
import type { AuthorizationSubject } from "@portcullis/domain/user/governance";
import type { UserDetail } from "@portcullis/domain/user/user";
import { useQuery } from "@tanstack/react-query";
import { MonitorCheck, MonitorSmartphone } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { PasteListButton } from "#features/bulk/paste-list-button.tsx";
import { whyNotChange } from "#features/user/disabled-reasons.ts";
import { useUser } from "#features/user/user-frame.tsx";
import type { Translate } from "#i18n/translator.ts";
import { PageHeader } from "#shell/page-header.tsx";
import { useTRPC } from "#trpc/client.ts";
import { Banner } from "#ui/feedback/banner.tsx";
import { EmptyState, ForbiddenState } from "#ui/feedback/state-panel.tsx";
import { useFocusAfterRemoval } from "#ui/focus.ts";
import { SearchInput } from "#ui/form/search-input.tsx";
import { ButtonLink } from "#ui/page-link.tsx";
import { useSelection } from "#ui/table/selection.ts";
import { AddDeviceButton } from "./add-device-dialog.tsx";
import { DeviceDialog, type DeviceDialogState } from "./device-dialog.tsx";
import { toDeviceFilter, waitingDevices } from "./device-search-params.ts";
import { DevicesFilters } from "./devices-filters.tsx";
import { DevicesList } from "./devices-list.tsx";
import { devicesRefetchMs, useDeviceSearch, useDevices, useDeviceTotal } from "./use-devices.ts";

interface DevicesViewProps {
  /** Whose devices; undefined means everybody's, and then each row names its owner. */
  readonly userId?: string | undefined;
  /** That person's rights, where they are known. */
  readonly owner?: AuthorizationSubject | undefined;
  /** Stands at the end of the search's line. */
  readonly actions?: ReactNode | undefined;
  /** Shown instead of the list where there is no device at all. */
  readonly empty: ReactNode;
}

/** A list of devices: search, filters, sort and pages, all of it in the URL, and what can be done to each. */
function DevicesView({ userId, owner, actions, empty }: DevicesViewProps) {
  const t = useTranslations();
  const me = useMe();
  const search = useDeviceSearch();
  const list = useDevices(search.search, userId);
  const total = useDeviceTotal(search.search, userId, list);
  const filter = toDeviceFilter(search.search, userId);
  const selection = useSelection(filter);
  const [dialog, setDialog] = useState<DeviceDialogState | null>(null);
  const { holder, expectRemoval } = useFocusAfterRemoval<HTMLElement>();
  return (
    <div className="@container/devices">
      {dialog && <DeviceDialog dialog={dialog} me={me} owner={owner} onChange={setDialog} onRemoved={expectRemoval} />}
      <div className="mb-3 grid grid-cols-2 gap-2 sm:flex sm:flex-wrap sm:items-center">
        <SearchInput
          label={t("device.searchDevices")}
          placeholder={userId === undefined ? t("device.searchNameOrUser") : t("device.searchName")}
          className="col-span-2 sm:w-72"
          value={search.search.q}
          busy={list.isFetching && list.isPlaceholderData}
          onChange={(q) => search.narrow({ q })}
        />
        <DevicesFilters search={search.search} onChange={search.narrow} />
        {actions !== undefined && <div className="flex justify-end sm:ml-auto">{actions}</div>}
      </div>
      <section ref={holder} tabIndex={-1} aria-label={t("device.listOfDevices")} className="outline-hidden">
        <DevicesList
          list={list}
          total={total}
          search={search}
          me={me}
          owner={owner}
          showsUser={userId === undefined}
          empty={empty}
          selection={seesBulk(me) ? { selection, filter } : undefined}
          onOpenDialog={setDialog}
        />
      </section>
    </div>
  );
}

/** Whether one may see what becomes of a bulk operation on devices. */
const seesBulk = ({ permissions }: AccountMe) =>
  permissions.includes("device:read") && permissions.includes("user:read");

/** The tenant's devices, or one's own where one may see no others. */
export function DevicesPage() {
  const t = useTranslations();
  const me = useMe();
  const seesAll = me.permissions.includes("device:read");
  // People are chosen from the list of users.
  const mayWrite = me.permissions.includes("device:write");
  const addsForOthers = mayWrite && me.permissions.includes("user:read");
  const add = (
    <AddDeviceButton
      userId={me.id}
      description={addsForOthers ? undefined : t("device.aDeviceOfYourOwn")}
      notYet={undefined}
    />
  );
  return (
    <>
      <PageHeader
        title={seesAll ? t("common.devices") : t("common.myDevices")}
        actions={
          <>
            {seesBulk(me) && <PasteListButton member="device" />}
            {add}
          </>
        }
      />
      {seesAll && mayWrite && <WaitingBanner />}
      <DevicesView
        userId={seesAll ? undefined : me.id}
        owner={seesAll ? undefined : me}
        empty={
          <EmptyState
            icon={<MonitorSmartphone />}
            title={seesAll ? t("device.noDevicesYet") : t("device.youHaveNoDevicesYet")}
          >
            {seesAll ? t("device.addTheFirstOneOr") : t("device.addTheFirstOneYou")}
          </EmptyState>
        }
      />
    </>
  );
}

/** The devices of the user whose page this is. */
export function UserDevices() {
  const t = useTranslations();
  const me = useMe();
  const user = useUser();
  const isOwn = me.id === user.id;
  const name = displayName(user);
  if (!isOwn && !me.permissions.includes("device:read")) {
    return <ForbiddenState title={t("device.youMayNotSeeThe", { name })} permission="device:read" />;
  }
  return (
    <DevicesView
      userId={user.id}
      owner={user}
      actions={
        <AddDeviceButton
          userId={user.id}
          description={isOwn ? t("device.aDeviceOfYourOwn") : t("device.aDeviceOf", { name })}
          disabledReason={addDisabledReason(t, me, user)}
          notYet={user.status === "pending" ? t("device.itCanConnectOnceHas", { name }) : undefined}
        />
      }
      empty={
        <EmptyState
          icon={<MonitorSmartphone />}
          title={isOwn ? t("device.youHaveNoDevicesYet") : t("device.hasNoDevices", { name })}
        >
          {t("device.addingOneCreatesTheFile")}
        </EmptyState>
      }
    />
  );
}

/** One's own need no permission; nobody's are added while they are deactivated. */
function addDisabledReason(t: Translate, me: AccountMe, user: UserDetail): string | undefined {
  const disabledReason = me.id === user.id ? undefined : whyNotChange(t, me, user, "device:write");
  if (disabledReason !== undefined) return disabledReason;
  return user.status === "inactive" ? t("device.thisUserIsDeactivatedReactivate") : undefined;
}

/** How many devices wait for whoever reads this, and the way to them; nothing where none does. */
function WaitingBanner() {
  const t = useTranslations();
  const { search } = useDeviceSearch();
  const waiting = useQuery({
    ...useTRPC().device.count.queryOptions(waitingDevices),
    refetchInterval: devicesRefetchMs,
  });
  const { count = 0, exact = true } = waiting.data ?? {};
  if (count === 0) return null;
  return (
    <Banner
      label={t("device.devicesThatWaitForApproval")}
      icon={<MonitorCheck />}
      className="mb-4"
      actions={
        search.waiting ? undefined : (
          <ButtonLink size="sm" href="/devices?waiting=true">
            {t("device.lookAtIt", { count })}
          </ButtonLink>
        )
      }
    >
      <p>
        {t.rich("device.forApprovalAndCannotConnect", {
          count,
          plus: exact ? "" : "+",
          strong: (chunks) => <strong>{chunks}</strong>,
        })}
      </p>
    </Banner>
  );
}
