"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { PageHeader } from "#shell/page-header.tsx";
import { useTRPC } from "#trpc/client.ts";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { PostureForm } from "./posture-form.tsx";

/** What the tenant asks of its devices. */
export function PostureView() {
  const t = useTranslations();
  const query = useQuery(useTRPC().tenant.posture.queryOptions());
  return (
    <>
      <PageHeader
        title={t("common.posture")}
        description={t("tenant.howDevicesMustBeSecured2")}
        back={{ href: "/settings", label: t("common.settings") }}
      />
      <QueryView
        query={query}
        failure={t("tenant.thePostureRulesCouldNot")}
        skeleton={
          <div className="grid max-w-3xl gap-4">
            <Skeleton className="h-96 w-full" />
            <Skeleton className="h-56 w-full" />
          </div>
        }
      >
        {(posture) => <PostureForm posture={posture} />}
      </QueryView>
    </>
  );
}
