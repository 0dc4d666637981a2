"use client";

import { useState } from "react";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { Field } from "#ui/form/field.tsx";
import { Textarea } from "#ui/form/textarea.tsx";
import { type FoundPeople, usePastedPeople } from "./use-pasted-people.ts";
import type { Chosen } from "./use-selection.ts";

/** Chooses whom a pasted list means, and says of whom there is nobody. */
export function PastePeople({ onFound }: { readonly onFound: (people: readonly Chosen[]) => void }) {
  const [pasted, setPasted] = useState("");
  const { find, isPending, found, failure } = usePastedPeople(onFound);
  return (
    <div className="flex flex-col gap-3">
      <Field
        label="E-mails"
        hint="A column, a line of a mail program, a spreadsheet: anything that contains addresses."
      >
        <Textarea rows={5} spellCheck={false} value={pasted} onChange={(event) => setPasted(event.target.value)} />
      </Field>
      <Button className="self-start" busy={isPending} disabled={pasted.trim() === ""} onClick={() => find(pasted)}>
        Find these people
      </Button>
      <div aria-live="polite" className="empty:hidden">
        {failure !== undefined && <Callout tone="danger">{failure}</Callout>}
        {found && !failure && <Found {...found} />}
      </div>
    </div>
  );
}

function Found({ people, missing, unread }: FoundPeople) {
  const count = `${people.length.toLocaleString("en")} ${people.length === 1 ? "person" : "people"} found and chosen.`;
  if (missing.length + unread.length === 0) {
    const isAny = people.length > 0;
    return <Callout tone={isAny ? "success" : "neutral"}>{isAny ? count : "No addresses in it."}</Callout>;
  }
  return (
    <Callout tone="warning">
      <p>{count}</p>
      <Left
        title={`Nobody here has ${missing.length === 1 ? "this address" : `these ${missing.length} addresses`}:`}
        items={missing}
      />
      <Left
        title={`${unread.length === 1 ? "This line was" : `These ${unread.length} lines were`} not understood:`}
        items={unread}
      />
    </Callout>
  );
}

function Left({ title, items }: { readonly title: string; readonly items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <>
      <p className="mt-1">{title}</p>
      <ul className="max-h-32 list-inside list-disc overflow-y-auto">
        {[...new Set(items)].map((item) => (
          <li key={item} className="wrap-anywhere">
            {item}
          </li>
        ))}
      </ul>
    </>
  );
}
