import { useEffect, useEffectEvent } from "react";
import type { FieldValues, Path, PathValue, UseFormReturn } from "react-hook-form";

const drafts = new Set<() => void>();
const prefix = "portcullis-draft ";

/** Puts away what is typed anywhere on this page, for the page that takes its place in this tab. */
export function putDraftsAway(): void {
  for (const putAway of drafts) putAway();
}

interface Keeper<Draft> {
  /** What is typed and not saved; undefined where nothing is. Never a secret: it is stored in the tab. */
  readonly take: () => Draft | undefined;
  readonly restore: (draft: Draft) => void;
}

/** Keeps what is typed while the page loads again, until the same form stands there. @param name the same on both pages */
export function useDraft<Draft>(name: string, { take, restore }: Keeper<Draft>): void {
  const key = prefix + name;
  const putAway = useEffectEvent(() => {
    const draft = take();
    if (draft !== undefined) sessionStorage.setItem(key, JSON.stringify(draft));
  });
  const putBack = useEffectEvent(() => {
    const text = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    if (text !== null) restore(JSON.parse(text) as Draft);
  });
  useEffect(() => {
    putBack();
    const onLeaving = () => putAway();
    drafts.add(onLeaving);
    return () => void drafts.delete(onLeaving);
  }, []);
}

/** The fields that differ from what the form began with; undefined where none does. */
export function typedFields<Fields extends FieldValues>(
  form: Pick<UseFormReturn<Fields>, "getValues">,
  start: Fields,
): Partial<Fields> | undefined {
  const typed = Object.entries(form.getValues()).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(start[name]),
  );
  return typed.length > 0 ? (Object.fromEntries(typed) as Partial<Fields>) : undefined;
}

function typeFields<Fields extends FieldValues>(
  form: Pick<UseFormReturn<Fields>, "setValue">,
  typed: Partial<Fields>,
): void {
  for (const [name, value] of Object.entries(typed)) {
    form.setValue(name as Path<Fields>, value as PathValue<Fields, Path<Fields>>, { shouldDirty: true });
  }
}

/** `useDraft` for a form of its own. @param start its default values */
export function useFormDraft<Fields extends FieldValues>(
  name: string,
  form: Pick<UseFormReturn<Fields>, "getValues" | "setValue">,
  start: Fields,
): void {
  useDraft<Partial<Fields>>(name, {
    take: () => typedFields(form, start),
    restore: (typed) => typeFields(form, typed),
  });
}
