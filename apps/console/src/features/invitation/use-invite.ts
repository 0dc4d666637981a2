import { zodResolver } from "@hookform/resolvers/zod";
import type { InvitedPerson } from "@portcullis/domain/invitation";
import { email } from "@portcullis/domain/text";
import { personName } from "@portcullis/domain/user/user";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { z } from "zod";
import { describeApiError, useTRPC } from "#trpc/client.ts";
import { invalidate } from "#trpc/invalidate.ts";
import { useDraft, useFormDraft } from "#ui/form/draft.ts";

import { readInvitedLines } from "./invited-lines.ts";

const onePerson = z.object({ email, firstName: personName, lastName: personName });

const nobody = { email: "", firstName: "", lastName: "" };

/** Whom to invite, one person or a pasted list, with what; and the sending. */
export function useInvite() {
  const t = useTranslations();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [isList, setIsList] = useState(false);
  const [pasted, setPasted] = useState("");
  const [roleIds, setRoleIds] = useState<readonly string[]>([]);
  const [groupIds, setGroupIds] = useState<readonly string[]>([]);
  const form = useForm({ resolver: zodResolver(onePerson), defaultValues: nobody });
  useFormDraft("invite", form, nobody);
  useDraft("invite list", {
    take: () => (pasted === "" ? undefined : pasted),
    restore: (text: string) => {
      setIsList(true);
      setPasted(text);
    },
  });
  const invite = useMutation(
    trpc.user.invite.mutationOptions({
      onSuccess: () => {
        void invalidate(queryClient, { nouns: ["user"] });
      },
    }),
  );
  const lines = readInvitedLines(t, pasted);
  const people = lines.flatMap((line) => ("person" in line ? line.person : []));
  const send = (invited: InvitedPerson[]) =>
    invite.mutate({ people: invited, roleIds: [...roleIds], groupIds: [...groupIds] });
  return {
    form,
    isList,
    setIsList,
    pasted,
    setPasted,
    lines,
    /** The readable lines; the others are left out. */
    people,
    roleIds,
    setRoleIds,
    groupIds,
    setGroupIds,
    submit: isList ? () => people.length > 0 && send(people) : form.handleSubmit((person) => send([person])),
    isPending: invite.isPending,
    results: invite.data?.results,
    failure: invite.error ? describeApiError(invite.error).message : undefined,
  };
}
