"use client";

import type { BulkPreview } from "@portcullis/domain/bulk";
import { useTranslations } from "use-intl";
import { DetailList } from "#ui/panel.tsx";

/** How many would be changed, are so already, or would be refused and why; and the devices that it switches. */
export function PreviewCounts({ preview: { expected, devices } }: { readonly preview: BulkPreview }) {
  const t = useTranslations();
  const refused = expected.refused.reduce((sum, { count }) => sum + count, 0);
  const number = (count: number) => <span className="tabular-nums">{count.toLocaleString("en")}</span>;
  return (
    <DetailList
      details={[
        { term: t("bulk.wouldBeChanged"), value: number(expected.changed) },
        ...(devices > 0 ? [{ term: t("bulk.devicesSwitched"), value: number(devices) }] : []),
        ...(expected.unchanged > 0 ? [{ term: t("bulk.areSoAlready"), value: number(expected.unchanged) }] : []),
        ...(refused > 0
          ? [
              {
                term: t("bulk.wouldBeRefused"),
                value: (
                  <>
                    {number(refused)}
                    <ul className="mt-1 max-h-40 overflow-y-auto text-xs text-ink-muted">
                      {expected.refused.map(({ reason, message, count }) => (
                        <li key={`${reason} ${message}`}>{t("bulk.times", { count, message })}</li>
                      ))}
                    </ul>
                  </>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
