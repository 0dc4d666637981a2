"use client";

import type { BulkAction, BulkOperation } from "@portcullis/domain/bulk";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { platformNames } from "#features/device/device-text.ts";
import type { Translate } from "#i18n/translator.ts";
import { useTRPC } from "#trpc/client.ts";
import { CopyButton } from "#ui/button.tsx";
import { PageLink } from "#ui/page-link.tsx";
import { type Detail, DetailList } from "#ui/panel.tsx";
import { ExactTimestamp } from "#ui/time.tsx";
import { personName } from "./bulk-text.ts";

/** Who asked for what and when, and who decided about it. */
export function OperationDetails({ operation }: { readonly operation: BulkOperation }) {
  const t = useTranslations();
  const { id, requestedBy, requestedAt, startedAt, finishedAt, decidedBy, decidedAt, losing, undoes, undoneBy } =
    operation;
  const at = (term: string, time: typeof startedAt): Detail[] =>
    time === null ? [] : [{ term, value: <ExactTimestamp at={time} /> }];
  const linked = (term: string, to: string | null): Detail[] =>
    to === null ? [] : [{ term, value: <OperationLink id={to} /> }];
  return (
    <DetailList
      details={[
        { term: t("change.requestedBy"), value: <Person person={requestedBy} /> },
        { term: t("change.requested"), value: <ExactTimestamp at={requestedAt} /> },
        ...actionDetails(t, operation.action),
        ...(decidedBy ? [{ term: t("bulk.decidedBy"), value: <Person person={decidedBy} /> }] : []),
        ...at(t("bulk.decided"), decidedAt),
        ...at(t("bulk.started"), startedAt),
        ...at(t("bulk.finished"), finishedAt),
        ...(losing > 0 ? [{ term: t("bulk.loseAccess"), value: losing.toLocaleString("en") }] : []),
        ...linked(t("bulk.undoes"), undoes),
        ...linked(t("bulk.undoneBy"), undoneBy),
        {
          term: t("bulk.bulkOperation"),
          value: (
            <span className="inline-flex max-w-full items-center gap-1">
              <code className="min-w-0 font-mono text-xs wrap-anywhere">{id}</code>
              <CopyButton value={id} label={t("bulk.copyId")} />
            </span>
          ),
        },
      ]}
    />
  );
}

const linkClass = "text-accent-ink hover:underline";

function Person({ person }: { readonly person: BulkOperation["requestedBy"] }) {
  const t = useTranslations();
  if (person.email === null) return personName(t, person);
  return (
    <>
      <PageLink href={`/users/${person.id}`} className={linkClass}>
        {personName(t, person)}
      </PageLink>
      {person.name !== null && <span className="block text-xs text-ink-muted">{person.email}</span>}
    </>
  );
}

function OperationLink({ id }: { readonly id: string }) {
  const t = useTranslations();
  return (
    <PageLink href={`/changes/bulk/${id}`} className={linkClass}>
      {t("bulk.anotherBulkOperation")}
    </PageLink>
  );
}

/** What the act took besides whom. */
function actionDetails(t: Translate, action: BulkAction): Detail[] {
  switch (action.verb) {
    case "user.deactivate":
    case "device.deactivate":
      return action.reason ? [{ term: t("common.reason"), value: action.reason }] : [];
    case "user.addToGroup":
    case "user.removeFromGroup":
      return [{ term: t("common.group"), value: <GroupLink id={action.groupId} /> }];
    case "user.assignRole":
    case "user.removeRole":
      return [{ term: t("common.role"), value: <RoleLink id={action.roleId} /> }];
    case "user.setMaxDevices":
      return [{ term: t("common.deviceLimit"), value: action.maxDevices ?? t("bulk.noneOfTheirOwn") }];
    case "device.setPlatform":
      return [{ term: t("bulk.platform"), value: platformNames(t)[action.platform] }];
    default:
      return [];
  }
}

/** By its name, where one may see it and it is still there; by its id else. */
function GroupLink({ id }: { readonly id: string }) {
  const enabled = useMe().permissions.includes("group:read");
  const group = useQuery(useTRPC().group.get.queryOptions({ id }, { enabled }));
  return <NamedLink href={`/groups/${id}`} id={id} name={group.data?.name} />;
}

function RoleLink({ id }: { readonly id: string }) {
  const enabled = useMe().permissions.includes("role:read");
  const role = useQuery(useTRPC().role.get.queryOptions({ id }, { enabled }));
  return <NamedLink href={`/roles/${id}`} id={id} name={role.data?.name} />;
}

function NamedLink({
  href,
  id,
  name,
}: {
  readonly href: string;
  readonly id: string;
  readonly name: string | undefined;
}) {
  if (name === undefined) return <code className="font-mono text-xs wrap-anywhere">{id}</code>;
  return (
    <PageLink href={href} className={linkClass}>
      {name}
    </PageLink>
  );
}
