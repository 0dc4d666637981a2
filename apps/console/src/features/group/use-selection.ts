import { useState } from "react";

/** Somebody who can be chosen, and how they are called where they are no longer on the page. */
export interface Chosen {
  readonly id: string;
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
}

export type Selection = ReturnType<typeof useSelection>;

/** People chosen one by one or by the page, across pages and searches. */
export function useSelection() {
  const [byId, setById] = useState<ReadonlyMap<string, Chosen>>(new Map());
  return {
    ids: new Set(byId.keys()),
    people: [...byId.values()],
    choose: (people: readonly Chosen[], isChosen: boolean) =>
      setById((before) => {
        const after = new Map(before);
        for (const person of people) {
          if (isChosen) after.set(person.id, person);
          else after.delete(person.id);
        }
        return after;
      }),
    clear: () => setById(new Map()),
  };
}
