"use client";

import { Input } from "#ui/form/input.tsx";
import { Select } from "#ui/form/select.tsx";
import type { ActivityFilters as Filters } from "./activity-search-params.ts";
import { areaNames, auditAreas } from "./audit-area.ts";
import { isDay } from "./day.ts";

const any = "any";

/** What narrows a audit log: a part of it, and the days from and to. */
export function ActivityFilters(props: { filters: Filters; onChange: (change: Partial<Filters>) => void }) {
  const { filters, onChange } = props;
  return (
    <>
      <Select
        label="Area"
        className="max-sm:col-span-2 sm:w-52"
        value={filters.area ?? any}
        options={[
          { value: any, label: "Everything" },
          ...auditAreas.map((area) => ({ value: area, label: areaNames[area] })),
        ]}
        onValueChange={(value) => onChange({ area: auditAreas.find((area) => area === value) ?? null })}
      />
      <DayInput label="From" value={filters.from} onChange={(from) => onChange({ from })} />
      <DayInput label="To" value={filters.to} onChange={(to) => onChange({ to })} />
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
