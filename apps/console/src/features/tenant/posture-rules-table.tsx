"use client";

import { type Platform, platforms } from "@portcullis/domain/device/platform";
import { type PostureCheck, postureChecks } from "@portcullis/domain/device/posture";
import { useTranslations } from "use-intl";
import { checkTitle, platformNames } from "#features/device/device-text.ts";
import type { Translate } from "#i18n/translator.ts";

import { Checkbox } from "#ui/form/checkbox.tsx";
import { Field } from "#ui/form/field.tsx";
import { Input } from "#ui/form/input.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "#ui/table/table.tsx";

import type { PostureFields, RuleFields } from "./posture-fields.ts";

export interface PostureRulesTableProps {
  readonly rules: PostureFields["rules"];
  /** What is wrong with a version, in words. */
  readonly mistakeOf: (platform: Platform) => string | undefined;
  readonly readOnly: boolean;
  readonly onChange: (rules: PostureFields["rules"]) => void;
}

/** What portcullis-posture finds out; for others somebody has to report by other means. */
const untold = (t: Translate): Readonly<Partial<Record<Platform, string>>> => ({
  ios: t("tenant.noReporterYet"),
  android: t("tenant.noReporterYet"),
  router: t("tenant.noReporterYet"),
  other: t("tenant.noReporterYet"),
});

/** A row a platform, a column a check: what is ticked has to have passed. */
export function PostureRulesTable({ rules, mistakeOf, readOnly, onChange }: PostureRulesTableProps) {
  const t = useTranslations();
  const set = (platform: Platform, change: Partial<RuleFields>) =>
    onChange({ ...rules, [platform]: { ...rules[platform], ...change } });
  const box = (platform: Platform, check: PostureCheck) => (
    <label
      htmlFor={`${platform}-${check}`}
      className="-m-2 inline-flex cursor-pointer p-2 pointer-coarse:-m-3 pointer-coarse:p-3"
    >
      <Checkbox
        id={`${platform}-${check}`}
        aria-label={t("tenant.on", { checkTitle: checkTitle(t, check), platformNames: platformNames(t)[platform] })}
        checked={rules[platform][check]}
        aria-disabled={readOnly || undefined}
        onChange={(event) => !readOnly && set(platform, { [check]: event.target.checked })}
        className="aria-disabled:opacity-50"
      />
    </label>
  );
  return (
    <Table label={t("tenant.postureRules")} framed={false} titleWidth="24%">
      <TableHead>
        <TableHeading kind="title">{t("tenant.platform")}</TableHeading>
        {postureChecks.map((check) => (
          <TableHeading key={check}>{checkTitle(t, check)}</TableHeading>
        ))}
        <TableHeading>{t("tenant.atLeastVersion")}</TableHeading>
      </TableHead>
      <TableBody>
        {platforms.map((platform) => (
          <TableRow key={platform}>
            <TableCell label={t("tenant.platform")} kind="title">
              <span className="font-medium">{platformNames(t)[platform]}</span>
              {untold(t)[platform] && <span className="block text-xs text-ink-muted">{untold(t)[platform]}</span>}
            </TableCell>
            {postureChecks.map((check) => (
              <TableCell key={check} label={checkTitle(t, check)}>
                {box(platform, check)}
              </TableCell>
            ))}
            <TableCell label={t("tenant.atLeastVersion")}>
              <Field
                label={t("tenant.leastVersionOf", { platformNames: platformNames(t)[platform] })}
                hideLabel
                error={mistakeOf(platform)}
                className="w-40"
              >
                <Input
                  value={rules[platform].minimumVersion}
                  onChange={(event) => set(platform, { minimumVersion: event.target.value })}
                  readOnly={readOnly}
                  placeholder={t("tenant.anyVersion")}
                  inputMode="decimal"
                  autoComplete="off"
                  className="max-w-32 tabular-nums"
                />
              </Field>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
