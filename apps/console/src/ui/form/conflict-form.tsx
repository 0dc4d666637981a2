import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { FieldValues, Path, PathValue, UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";
import type { Translate } from "#i18n/translator.ts";
import { describeApiError } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { Dialog } from "#ui/overlay/dialog.tsx";
import { typedFields, useDraft } from "./draft.ts";
import { type EditConflict, mergeEdits, withTheirs } from "./merge-edits.ts";

/** Whether a save was refused because somebody else saved meanwhile. */
export const isStale = (error: unknown): boolean => describeApiError(error).data.reason === "stale_write";

interface ConflictFormOptions<Thing, Fields extends FieldValues, Output> {
  readonly form: UseFormReturn<Fields, unknown, Output>;
  /** As it is stored; undefined for a new one. */
  readonly stored: Thing;
  readonly toFields: (thing: Thing) => Fields;
  /**
   * Undefined where whoever was asked first thought better of it.
   * @param base what the values are a change of: stored otherwise by now, the save is refused as stale
   */
  readonly save: (values: Output, base: Thing) => Promise<NonNullable<Thing> | undefined>;
  /** What is stored now; undefined where it is gone. */
  readonly readStored: () => Promise<Thing | undefined>;
  readonly onSaved: (saved: NonNullable<Thing>) => void;
  readonly onSettled?: () => void;
}

/**
 * A form for a record that somebody else may change meanwhile: their changes to other fields are merged in and the save is
 * repeated. `conflicts` lists the fields that both changed; an API error about a field is shown at that field.
 */
export function useConflictForm<Thing, Fields extends FieldValues, Output>(
  options: ConflictFormOptions<Thing, Fields, Output>,
) {
  const t = useTranslations();
  const { form, stored, toFields, readStored, onSaved } = options;
  const [base, setBase] = useState(stored);
  const [conflicts, setConflicts] = useState<readonly EditConflict[]>([]);
  const fieldOf = (error: unknown) =>
    (Object.keys(toFields(base)) as Path<Fields>[]).find((name) => name === describeApiError(error).data.field);

  function fill(thing: Thing, values: Fields): void {
    const before = toFields(thing);
    setBase(() => thing);
    form.reset(before);
    for (const name of Object.keys(before) as Path<Fields>[]) {
      const value = values[name] as PathValue<Fields, Path<Fields>>;
      if (!Object.is(value, before[name])) form.setValue(name, value, { shouldDirty: true });
    }
  }

  const { id = "new" } = (stored ?? {}) as { readonly id?: string };
  useDraft<{ readonly base: Thing; readonly values: Fields }>(`${Object.keys(toFields(stored)).join(" ")} ${id}`, {
    take: () => typedFields(form, toFields(base)) && { base, values: form.getValues() },
    // Onto what it was a change of: what somebody else has saved meanwhile is merged in as ever.
    restore: (draft) => fill(draft.base, draft.values),
  });

  function reset(thing: Thing): void {
    fill(thing, toFields(thing));
    setConflicts([]);
  }

  const saving = useMutation({
    mutationFn: ({ values, against }: { values: Output; against: Thing }) => options.save(values, against),
    onSuccess: (saved) => {
      if (saved === undefined) return;
      reset(saved);
      onSaved(saved);
    },
    onError: async (error) => {
      const field = fieldOf(error);
      if (field) form.setError(field, { message: describeApiError(error).message }, { shouldFocus: true });
      if (!isStale(error)) return;
      const theirs = await readStored();
      if (theirs !== undefined && mergeTheirs(theirs)) void submit(theirs);
    },
    onSettled: () => options.onSettled?.(),
  });

  /** Answers whether both changes could be kept. */
  function mergeTheirs(theirs: Thing): boolean {
    const both = mergeEdits(toFields(base), form.getValues(), toFields(theirs));
    fill(theirs, both.merged);
    setConflicts(both.conflicts);
    if (both.conflicts.length > 0) return false;
    showToast({ message: t("ui.somebodyElseChangedOtherFields"), tone: "neutral" });
    return true;
  }

  const submit = (against: Thing) => form.handleSubmit((values) => saving.mutate({ values, against }))();
  const isShownElsewhere = saving.error !== null && (isStale(saving.error) || fieldOf(saving.error) !== undefined);
  return {
    base,
    conflicts,
    isConflict: conflicts.length > 0,
    isPending: saving.isPending,
    failure: saving.error && !isShownElsewhere ? describeApiError(saving.error).message : undefined,
    submit: () => void submit(base),
    /** Gives way where both changed something; what else was typed stays. */
    takeTheirs: () => {
      fill(base, withTheirs(form.getValues(), conflicts));
      setConflicts([]);
    },
    reset,
  };
}
type ConflictForm = ReturnType<typeof useConflictForm>;

type FieldLabels = Readonly<Record<string, string>>;

/** The fields that somebody else changed meanwhile to something else, both values side by side. */
function ConflictNote(props: { conflicts: readonly EditConflict[]; label: (field: string) => string }) {
  const t = useTranslations();
  if (props.conflicts.length === 0) return null;
  return (
    <Callout tone="warning">
      <p className="font-medium">{t("ui.somebodyElseChangedTheSame")}</p>
      <ul className="mt-1">
        {props.conflicts.map(({ field, theirs, mine }) => (
          <li key={field} className="wrap-anywhere">
            {t("ui.theirsYours", { field: props.label(field), theirs: shown(t, theirs), mine: shown(t, mine) })}
          </li>
        ))}
      </ul>
    </Callout>
  );
}

function shown(t: Translate, value: unknown): string {
  if (typeof value === "boolean") return value ? t("ui.yes") : t("ui.no");
  return (typeof value === "string" || typeof value === "number" ? String(value) : "") || t("ui.none");
}

/** Why a form was not saved, said aloud: conflicts, and what else went wrong. */
export function SaveFailure(props: {
  editing: Pick<ConflictForm, "conflicts" | "failure">;
  labels: FieldLabels;
  className?: string;
}) {
  const { editing, labels, className = "grid gap-4 empty:hidden" } = props;
  return (
    <div aria-live="assertive" className={className}>
      <ConflictNote conflicts={editing.conflicts} label={(field) => labels[field] ?? field} />
      {editing.failure !== undefined && <Callout tone="danger">{editing.failure}</Callout>}
    </div>
  );
}

/** The dialog of a conflict form. Where somebody else changed the same meanwhile, it shows both and lets one choose. */
export function EditDialog(props: {
  title: string;
  description?: string | undefined;
  editing: Pick<ConflictForm, "conflicts" | "failure" | "isConflict" | "isPending" | "takeTheirs">;
  /** Of the form inside. */
  formId: string;
  labels: FieldLabels;
  saveLabel?: string;
  onClose: () => void;
  children: ReactNode;
}) {
  const t = useTranslations();
  const { title, description, editing, formId, labels, saveLabel, onClose, children } = props;
  const { isConflict, isPending, takeTheirs } = editing;
  return (
    <Dialog
      onClose={onClose}
      title={title}
      description={description}
      busy={isPending}
      footer={
        <>
          <Button disabled={isPending} onClick={isConflict ? takeTheirs : onClose}>
            {isConflict ? t("ui.takeTheirs") : t("common.cancel")}
          </Button>
          <Button type="submit" form={formId} variant="primary" busy={isPending}>
            {isConflict ? t("ui.overwriteWithMine") : (saveLabel ?? t("common.save"))}
          </Button>
        </>
      }
    >
      {children}
      <SaveFailure editing={editing} labels={labels} className="*:mt-4" />
    </Dialog>
  );
}
