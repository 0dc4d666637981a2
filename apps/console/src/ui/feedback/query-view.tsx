"use client";

import { toTimestamp } from "@portcullis/domain/timestamp";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { describeApiError } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { RelativeTime } from "#ui/time.tsx";
import { Callout } from "./callout.tsx";
import { ErrorState } from "./error-state.tsx";
import { ForbiddenState } from "./state-panel.tsx";

/** As much of a query as is looked at. */
interface Query<Data> {
  readonly data: Data | undefined;
  readonly error: unknown;
  readonly isError: boolean;
  readonly isFetching: boolean;
  readonly dataUpdatedAt: number;
  readonly refetch: () => unknown;
}

interface QueryViewProps<Data> {
  readonly query: Query<Data>;
  /** What to say where it could not be loaded: "The users could not be loaded". */
  readonly failure: string;
  /** While nothing has arrived. */
  readonly skeleton: ReactNode;
  /** In place of a list without items. */
  readonly empty?: ReactNode;
  /** In place of what was deleted, even where it was shown before. */
  readonly gone?: ReactNode;
  /** In place of a page that the list does not have. */
  readonly pageGone?: ReactNode;
  /** Says above what is shown how old it is, once reading it again failed; as lists always do. */
  readonly saysAge?: boolean;
  readonly children: (data: Data) => ReactNode;
}

/** What a query has to show: its content, or what stands in its place. */
export function QueryView<Data>(props: QueryViewProps<Data>) {
  const { query, failure, skeleton, empty, gone, pageGone, children } = props;
  const { code, reason } = query.isError ? describeApiError(query.error).data : {};
  if (gone !== undefined && code === "NOT_FOUND") return gone;
  if (query.data === undefined) {
    if (!query.isError) return skeleton;
    if (pageGone !== undefined && reason === "cursor_invalid") return pageGone;
    return <QueryFailure title={failure} query={query} />;
  }
  if (empty !== undefined && itemsIn(query.data) === 0) return empty;
  const saysAge = props.saysAge ?? itemsIn(query.data) !== undefined;
  return (
    <>
      {query.isError && saysAge && <StaleNote query={query} />}
      {children(query.data)}
    </>
  );
}

/** How many items a page of a list has; undefined for what is no list. */
const itemsIn = (data: unknown): number | undefined =>
  typeof data === "object" && data !== null && "items" in data && Array.isArray(data.items)
    ? data.items.length
    : undefined;

/** What failed, why, the number to quote, and Retry; a missing permission is named. */
function QueryFailure({ title, query }: { readonly title: string; readonly query: Query<unknown> }) {
  const { message, data } = describeApiError(query.error);
  if (data.permission) return <ForbiddenState title={title} permission={data.permission} />;
  return (
    <ErrorState
      title={title}
      message={message}
      requestId={data.requestId}
      onRetry={() => void query.refetch()}
      retrying={query.isFetching}
    />
  );
}

/** Rows stand there, but they are old: reading them again failed. */
function StaleNote({ query }: { readonly query: Query<unknown> }) {
  const t = useTranslations();
  return (
    <div role="alert" className="mb-3">
      <Callout tone="warning">
        <span className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <span>
            {t.rich("ui.thisListIsFrom", {
              message: describeApiError(query.error).message,
              time: () => <RelativeTime at={toTimestamp(query.dataUpdatedAt)} />,
            })}
          </span>
          <Button size="sm" busy={query.isFetching} onClick={() => void query.refetch()}>
            {t("common.retry")}
          </Button>
        </span>
      </Callout>
    </div>
  );
}
