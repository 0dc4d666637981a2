"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { usePastedPeople } from "./use-pasted-people.ts";
import type { Chosen } from "./use-selection.ts";

/** Chooses whom a pasted list means, and says of whom there is nobody. */
export function PastePeople({ onFound }: { readonly onFound: (people: readonly Chosen[]) => void }) {
  const [pasted, setPasted] = useState("");
  const { find, isPending, found, failure } = usePastedPeople(onFound);
  return (
    <div className="flex flex-col gap-3">
      <Field label="E-mails" hint="A column, a line of a mail program, a spreadsheet: whatever holds addresses.">
        <Textarea rows={5} spellCheck={false} value={pasted} onChange={(event) => setPasted(event.target.value)} />
      </Field>
      <Button className="self-start" busy={isPending} disabled={pasted.trim() === ""} onClick={() => find(pasted)}>
        Find these people
      </Button>
      <div aria-live="polite" className="empty:hidden">
        {failure !== undefined && <Callout tone="danger">{failure}</Callout>}
        {found && !failure && <Found people={found.people.length} missing={found.missing} />}
      </div>
    </div>
  );
}

function Found({ people, missing }: { readonly people: number; readonly missing: readonly string[] }) {
  const count = `${people.toLocaleString("en")} ${people === 1 ? "person" : "people"} found and chosen.`;
  if (missing.length === 0)
    return <Callout tone={people > 0 ? "success" : "neutral"}>{people > 0 ? count : "No addresses in it."}</Callout>;
  return (
    <Callout tone="warning">
      <p>
        {count} Nobody here has {missing.length === 1 ? "this address" : `these ${missing.length} addresses`}:
      </p>
      <ul className="mt-1 max-h-32 list-inside list-disc overflow-y-auto">
        {missing.map((address) => (
          <li key={address} className="wrap-anywhere">
            {address}
          </li>
        ))}
      </ul>
    </Callout>
  );
}
