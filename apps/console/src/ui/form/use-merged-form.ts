import { useState } from "react";
import type { FieldValues, Path, PathValue, UseFormReturn } from "react-hook-form";
import { showToast } from "#ui/feedback/toast.tsx";
import { type EditConflict, mergeEdits, withTheirs } from "./merge-edits.ts";

/**
 * A form of a thing that somebody else may save meanwhile. What they changed is taken over where nobody typed anything else;
 * `conflicts` are the fields that both changed. What is saved is saved against `base`.
 * @param typed the thing as the form has it
 */
export function useMergedForm<Thing, Fields extends FieldValues, Output>(
  form: UseFormReturn<Fields, unknown, Output>,
  first: Thing,
  typed: (thing: Thing) => Fields,
) {
  const [base, setBase] = useState(first);
  const [conflicts, setConflicts] = useState<readonly EditConflict[]>([]);

  function put(thing: Thing, values: Fields): void {
    const stored = typed(thing);
    setBase(() => thing);
    form.reset(stored);
    for (const name of Object.keys(stored) as Path<Fields>[]) {
      const value = values[name] as PathValue<Fields, Path<Fields>>;
      if (!Object.is(value, stored[name])) form.setValue(name, value, { shouldDirty: true });
    }
  }

  return {
    base,
    conflicts,
    /** What somebody else saved meanwhile. Answers whether both can be kept, so that it may be saved again at once. */
    meet(this: void, theirs: Thing): boolean {
      const met = mergeEdits(typed(base), form.getValues(), typed(theirs));
      put(theirs, met.merged);
      setConflicts(met.conflicts);
      if (met.conflicts.length > 0) return false;
      showToast({ message: "Somebody else changed other fields meanwhile. Theirs are kept, too.", tone: "neutral" });
      return true;
    },
    /** Gives way where both changed something; what else was typed stays. */
    takeTheirs(this: void): void {
      put(base, withTheirs(form.getValues(), conflicts));
      setConflicts([]);
    },
    /** Begins anew with what is stored now. */
    settle(this: void, thing: Thing): void {
      put(thing, typed(thing));
      setConflicts([]);
    },
  };
}
