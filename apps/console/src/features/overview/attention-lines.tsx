import type { Overview } from "@portcullis/domain/overview";
import { cascadeNames } from "#features/change/cascade-names.ts";
import { openGateways, unconfirmedName } from "#features/change/unconfirmed-name.ts";
import { RelativeTime } from "#ui/relative-time.tsx";
import type { AttentionSectionProps } from "./attention-section.tsx";

/** Of a deleted person by now. */
const nobody = "a deleted person";

/** What needs attention as it is shown, the most urgent kind first; what the reader may not see is left out. */
export function attentionLines(attention: Overview["attention"]): AttentionSectionProps[] {
  const { noGateway, failedCascades, unconfirmed, silentGateways, expiringInvitations, recoveredOwner, overLimit } =
    attention;
  const sections: (AttentionSectionProps | null)[] = [
    noGateway
      ? {
          title: "No gateway",
          tone: "danger",
          total: { count: 1, exact: true },
          lines: [
            {
              key: "none",
              href: "/settings/gateways",
              name: "Nobody can connect",
              note: "Add a gateway and start its agent",
            },
          ],
        }
      : null,
    {
      title: "The owner's access was recovered on the host",
      tone: "danger",
      total: recoveredOwner.total,
      lines: recoveredOwner.items.map(({ id, user, at }) => ({
        key: id,
        href: `/users/${user.id}`,
        name: user.name ?? nobody,
        note: (
          <>
            new password, no second factor, <RelativeTime at={at} />
          </>
        ),
      })),
    },
    {
      title: "Changes that failed",
      tone: "danger",
      total: failedCascades.total,
      all: "/cascades?state=failed",
      lines: failedCascades.items.map(({ id, kind, user, requestedAt }) => ({
        key: id,
        href: `/cascades/${id}`,
        name: `${cascadeNames[kind]} of ${user.name ?? nobody}`,
        note: <RelativeTime at={requestedAt} />,
      })),
    },
    {
      title: "Cut-offs not confirmed",
      tone: "warning",
      total: unconfirmed.total,
      all: "/cascades/unconfirmed",
      lines: unconfirmed.items.map((change) => ({
        key: change.changeId,
        href: change.cascadeId === null ? "/cascades/unconfirmed" : `/cascades/${change.cascadeId}`,
        name: unconfirmedName(change),
        note: (
          <>
            not confirmed by {openGateways(change)}, <RelativeTime at={change.requestedAt} />
          </>
        ),
      })),
    },
    silentGateways && {
      title: "Silent gateways",
      tone: "warning",
      total: silentGateways.total,
      all: "/settings/gateways",
      lines: silentGateways.items.map(({ id, name, lastReport }) => ({
        key: id,
        href: "/settings/gateways",
        name,
        note: (
          <>
            last heard <RelativeTime at={lastReport} />
          </>
        ),
      })),
    },
    expiringInvitations && {
      title: "Invitations about to expire",
      tone: "warning",
      total: expiringInvitations.total,
      all: "/users?concern=invitation_expiring",
      lines: expiringInvitations.items.map(({ user, expiresAt }) => ({
        key: user.id,
        href: `/users/${user.id}`,
        name: user.name ?? nobody,
        note: <RelativeTime at={expiresAt} />,
      })),
    },
    {
      title: "Over the device limit",
      tone: "warning",
      total: overLimit.total,
      all: "/users?concern=over_device_limit",
      lines: overLimit.items.map(({ user, devices, limit }) => ({
        key: user.id,
        href: `/users/${user.id}/devices`,
        name: user.name ?? nobody,
        note: `${devices.toLocaleString("en")} devices, ${limit.toLocaleString("en")} allowed`,
      })),
    },
  ];
  return sections.filter((section) => section !== null);
}
