import { lookupEmailsMax } from "@portcullis/domain/user/user";
import { useMutation } from "@tanstack/react-query";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPCClient } from "#trpc/client.ts";
import { linesWithoutAddress, readPastedEmails } from "./pasted-emails.ts";
import type { Chosen } from "./use-selection.ts";

export interface FoundPeople {
  readonly people: readonly Chosen[];
  /** Addresses that nobody of this tenant has, and what is no address. */
  readonly missing: readonly string[];
  /** Lines from which nothing was taken. */
  readonly unread: readonly string[];
}

/** Looks up whom a pasted list means. */
export function usePastedPeople(onFound: (people: readonly Chosen[]) => void) {
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
