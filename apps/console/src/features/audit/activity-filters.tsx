"use client";

import type { AuditEvent } from "@portcullis/domain/audit";
import { auditAreas } from "@portcullis/domain/audit-action";
import { useQueryStates } from "nuqs";
import { useTranslations } from "use-intl";
import { Chip } from "#ui/badge.tsx";
import { Input } from "#ui/form/input.tsx";
import { Select } from "#ui/form/select.tsx";
import { keysetPages } from "#ui/table/keyset-pages.ts";
import { type AuditFilters, activityFilters, areaNames } from "./activity-search-params.ts";
import { isDay } from "./day.ts";
import { nameInEvents, shortId } from "./phrase.ts";

const any = "any";

/** What narrows an audit log: a part of it, and the days from and to. */
export function ActivityFilters(props: { filters: AuditFilters; onChange: (change: Partial<AuditFilters>) => void }) {
  const t = useTranslations();
  const { filters, onChange } = props;
  return (
    <>
      <Select
        label={t("audit.area")}
        className="max-sm:col-span-2 sm:w-52"
        value={filters.area ?? any}
        options={[
          { value: any, label: t("audit.everything") },
          ...auditAreas.map((area) => ({ value: area, label: areaNames(t)[area] })),
        ]}
        onValueChange={(value) => onChange({ area: auditAreas.find((area) => area === value) ?? null })}
      />
      <DayInput label={t("audit.from")} value={filters.from} onChange={(from) => onChange({ from })} />
      <DayInput label={t("audit.to")} value={filters.to} onChange={(to) => onChange({ to })} />
    </>
  );
}

/** The browser's own calendar. It keeps what is being typed; only whole days are passed on. */
function DayInput(props: { label: string; value: string | null; onChange: (day: string | null) => void }) {
  const { label, value, onChange } = props;
  return (
    <label className="flex min-w-0 flex-col gap-1 text-xs sm:flex-row sm:items-center sm:gap-2 text-ink-muted">
      {label}
      <Input
        type="date"
        // Another day from outside replaces what stands there; one's own keystrokes do not.
        key={value ?? "none"}
        defaultValue={value ?? ""}
        className={value === null ? "text-ink-muted sm:w-36" : "sm:w-36"}
        onChange={({ target }) => {
          if (target.value === "" && !target.validity.badInput) onChange(null);
          else if (isDay(target.value) && target.value !== value) onChange(target.value);
        }}
      />
    </label>
  );
}

interface ActivityChipsProps {
  readonly actor: string | null;
  readonly target: string | null;
  /** Events that may know their names. */
  readonly events: readonly AuditEvent[];
  readonly onRemove: (filter: "actor" | "target") => void;
}

/** The filters that come with a link, to be seen and to be taken away. */
export function ActivityChips({ actor, target, events, onRemove }: ActivityChipsProps) {
  const t = useTranslations();
  if (actor === null && target === null) return null;
  return (
    <>
      {actor !== null && (
        <Chip removeLabel={t("audit.showWhatEverybodyDid")} onRemove={() => onRemove("actor")}>
          <Party label={t("audit.by")} id={actor} events={events} />
        </Chip>
      )}
      {target !== null && (
        <Chip removeLabel={t("audit.showWhatConcernsAnybody")} onRemove={() => onRemove("target")}>
          <Party label={t("audit.about")} id={target} events={events} />
        </Chip>
      )}
    </>
  );
}

function Party({ label, id, events }: { label: string; id: string; events: readonly AuditEvent[] }) {
  const name = nameInEvents(events, id);
  return (
    <span className="flex min-w-0 gap-1">
      <span className="text-ink-muted">{label}</span>
      <span title={id} className={name === null ? "font-mono" : "max-w-60 truncate font-medium"}>
        {name ?? shortId(id)}
      </span>
    </span>
  );
}

const none = { area: null, actor: null, target: null, from: null, to: null } as const;

/** The filters in the URL. Another question begins on its first page. */
export function useActivityFilters() {
  const [{ pages: _, ...filters }, set] = useQueryStates(
    { ...activityFilters, pages: keysetPages },
    { history: "replace" },
  );
  return {
    filters,
    narrow: (change: Partial<AuditFilters>) => void set({ ...change, pages: [] }),
    clear: () => void set({ ...none, pages: [] }),
  };
}
