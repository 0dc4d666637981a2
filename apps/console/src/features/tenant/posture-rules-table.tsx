"use client";

import { type Platform, platforms } from "@portcullis/domain/device/platform";
import { type PostureCheck, postureChecks } from "@portcullis/domain/device/posture";
import { checkTitle, platformNames } from "#features/device/device-text.ts";

import { Checkbox } from "#ui/form/checkbox.tsx";
import { Field } from "#ui/form/field.tsx";
import { Input } from "#ui/form/input.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "#ui/table/table.tsx";

import type { FieldMistakes, PostureFields, RuleFields } from "./posture-fields.ts";

export interface PostureRulesTableProps {
  readonly rules: PostureFields["rules"];
  readonly mistakes: FieldMistakes["versions"];
  readonly readOnly: boolean;
  readonly onChange: (rules: PostureFields["rules"]) => void;
}

/** What portcullis-posture finds out; for others somebody has to report by other means. */
const untold: Readonly<Partial<Record<Platform, string>>> = {
  ios: "no reporter yet",
  android: "no reporter yet",
  router: "no reporter yet",
  other: "no reporter yet",
};

/** A row a platform, a column a check: what is ticked has to have passed. */
export function PostureRulesTable({ rules, mistakes, readOnly, onChange }: PostureRulesTableProps) {
  const set = (platform: Platform, change: Partial<RuleFields>) =>
    onChange({ ...rules, [platform]: { ...rules[platform], ...change } });
  const box = (platform: Platform, check: PostureCheck) => (
    <label
      htmlFor={`${platform}-${check}`}
      className="-m-2 inline-flex cursor-pointer p-2 pointer-coarse:-m-3 pointer-coarse:p-3"
    >
      <Checkbox
        id={`${platform}-${check}`}
        aria-label={`${checkTitle(check)} on ${platformNames[platform]}`}
        checked={rules[platform][check]}
        aria-disabled={readOnly || undefined}
        onChange={(event) => !readOnly && set(platform, { [check]: event.target.checked })}
        className="aria-disabled:opacity-50"
      />
    </label>
  );
  return (
    <Table label="Posture rules" framed={false} titleWidth="24%">
      <TableHead>
        <TableHeading kind="title">Platform</TableHeading>
        {postureChecks.map((check) => (
          <TableHeading key={check}>{checkTitle(check)}</TableHeading>
        ))}
        <TableHeading>At least version</TableHeading>
      </TableHead>
      <TableBody>
        {platforms.map((platform) => (
          <TableRow key={platform}>
            <TableCell label="Platform" kind="title">
              <span className="font-medium">{platformNames[platform]}</span>
              {untold[platform] && <span className="block text-xs text-ink-muted">{untold[platform]}</span>}
            </TableCell>
            {postureChecks.map((check) => (
              <TableCell key={check} label={checkTitle(check)}>
                {box(platform, check)}
              </TableCell>
            ))}
            <TableCell label="At least version">
              <Field
                label={`Least version of ${platformNames[platform]}`}
                hideLabel
                error={mistakes[platform]}
                className="w-40"
              >
                <Input
                  value={rules[platform].minimumVersion}
                  onChange={(event) => set(platform, { minimumVersion: event.target.value })}
                  readOnly={readOnly}
                  placeholder="any"
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
