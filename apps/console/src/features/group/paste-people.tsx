"use client";

import { lookupEmailsMax } from "@portcullis/domain/user/user";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { describeApiError, useTRPCClient } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { Field } from "#ui/form/field.tsx";
import { Textarea } from "#ui/form/input.tsx";
import { linesWithoutAddress, readPastedEmails } from "./group-fields.ts";
import type { Chosen } from "./use-group-search.ts";

/** Chooses whom a pasted list means, and says of whom there is nobody. */
export function PastePeople({ onFound }: { readonly onFound: (people: readonly Chosen[]) => void }) {
  const t = useTranslations();
  const [pasted, setPasted] = useState("");
  const { find, isPending, found, failure } = usePastedPeople(onFound);
  return (
    <div className="flex flex-col gap-3">
      <Field label={t("group.eMails")} hint={t("group.aColumnALineOf")}>
        <Textarea rows={5} spellCheck={false} value={pasted} onChange={(event) => setPasted(event.target.value)} />
      </Field>
      <Button className="self-start" busy={isPending} disabled={pasted.trim() === ""} onClick={() => find(pasted)}>
        {t("group.findThesePeople")}
      </Button>
      <div aria-live="polite" className="empty:hidden">
        {failure !== undefined && <Callout tone="danger">{failure}</Callout>}
        {found && !failure && <Found {...found} />}
      </div>
    </div>
  );
}

function Found({ people, missing, unread }: FoundPeople) {
  const t = useTranslations();
  const count = t("group.personFoundAndChosen", { count: people.length });
  if (missing.length + unread.length === 0) {
    const isAny = people.length > 0;
    return <Callout tone={isAny ? "success" : "neutral"}>{isAny ? count : t("group.noAddressesInIt")}</Callout>;
  }
  return (
    <Callout tone="warning">
      <p>{count}</p>
      <Left title={t("group.nobodyHereHasOtherAddresses", { count: missing.length })} items={missing} />
      <Left title={t("group.otherLinesWereNotUnderstood", { count: unread.length })} items={unread} />
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

interface FoundPeople {
  readonly people: readonly Chosen[];
  /** Addresses that nobody of this tenant has, and what is no address. */
  readonly missing: readonly string[];
  /** Lines from which nothing was taken. */
  readonly unread: readonly string[];
}

/** Looks up whom a pasted list means. */
function usePastedPeople(onFound: (people: readonly Chosen[]) => void) {
  const client = useTRPCClient();
  const find = useMutation({
    mutationFn: async (pasted: string): Promise<FoundPeople> => {
      const { emails, malformed } = readPastedEmails(pasted);
      const people: Chosen[] = [];
      for (let at = 0; at < emails.length; at += lookupEmailsMax) {
        const { items } = await client.user.lookup.query({ emails: emails.slice(at, at + lookupEmailsMax) });
        people.push(...items);
      }
      const found = new Set(people.map((person) => person.email));
      const missing = [...emails.filter((email) => !found.has(email)), ...malformed];
      return { people, missing, unread: linesWithoutAddress(pasted) };
    },
    onSuccess: ({ people }) => onFound(people),
  });
  return {
    find: find.mutate,
    isPending: find.isPending,
    found: find.data,
    failure: find.error ? describeApiError(find.error).message : undefined,
  };
}
