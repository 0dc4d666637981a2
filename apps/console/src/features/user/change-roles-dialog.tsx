"use client";

import type { RoleItem } from "@portcullis/domain/role";
import { displayName } from "@portcullis/domain/user/display-name";
import { grantRefusal } from "@portcullis/domain/user/governance";
import type { UserDetail } from "@portcullis/domain/user/user";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { inOrder } from "#features/role/role-text.ts";
import { describeApiError, useTRPC } from "#trpc/client.ts";
import { useInvalidate } from "#trpc/invalidate.ts";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { LabelledCheckbox } from "#ui/form/checkbox.tsx";
import { isStale } from "#ui/form/conflict-form.tsx";
import { mergeSets } from "#ui/form/merge-edits.ts";
import { Dialog } from "#ui/overlay/dialog.tsx";

/** Gives and takes the roles that a user holds directly; what one may not give or take says why. */
export function ChangeRolesDialog({ user, onClose }: { readonly user: UserDetail; readonly onClose: () => void }) {
  const t = useTranslations();
  const roles = useQuery(useTRPC().role.list.queryOptions({ limit: 100 }));
  const change = useChangeRoles(user, onClose);
  return (
    <Dialog
      onClose={onClose}
      title={t("user.rolesOf", { name: displayName(user) })}
      description={t("user.theRolesThatAreAssigned")}
      busy={change.isPending}
      footer={
        <>
          <Button disabled={change.isPending} onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button
            variant="primary"
            busy={change.isPending}
            disabledReason={change.isChanged ? undefined : t("common.nothingHasBeenChanged")}
            onClick={change.save}
          >
            {t("user.saveRoles")}
          </Button>
        </>
      }
    >
      <QueryView query={roles} failure={t("common.theRolesCouldNotBe")} skeleton={<Skeleton className="h-52 w-full" />}>
        {({ items }) => <RoleChoice roles={items} user={user} chosen={change.chosen} onChange={change.choose} />}
      </QueryView>
      <div aria-live="assertive">
        {change.failure !== undefined && (
          <Callout tone="danger" className="mt-4">
            {change.failure}
          </Callout>
        )}
      </div>
    </Dialog>
  );
}

interface RoleChoiceProps {
  readonly roles: readonly RoleItem[];
  readonly user: UserDetail;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
}

/** Every role with a box; those that reach the user through a group as well say so. */
function RoleChoice({ roles, user, chosen, onChange }: RoleChoiceProps) {
  const t = useTranslations();
  const me = useMe();
  const groupsOf = (id: string) =>
    user.roles
      .find((role) => role.id === id)
      ?.origins.flatMap((origin) => (origin.kind === "group" ? [origin.name] : [])) ?? [];
  return (
    <fieldset>
      <legend className="sr-only">{t("common.roles")}</legend>
      {inOrder(roles).map((role) => {
        const groups = groupsOf(role.id);
        const through = groups.length > 0 && t("user.alsoAssignedThrough", { groups: groups.join(", ") });
        const hint = [role.description, through].filter(Boolean).join(" ");
        return (
          <LabelledCheckbox
            key={role.id}
            label={role.name}
            hint={hint || undefined}
            checked={chosen.includes(role.id)}
            disabledReason={grantRefusal(me, role.permissions, role.name)?.message}
            onChange={(checked) =>
              onChange(checked ? [...chosen, role.id] : chosen.filter((other) => other !== role.id))
            }
          />
        );
      })}
    </fieldset>
  );
}

const directOf = ({ roles }: UserDetail) => roles.filter((role) => role.origins.some(({ kind }) => kind === "direct"));
const idsOf = (user: UserDetail) => directOf(user).map(({ id }) => id);

/** The choice of somebody's direct roles: what was given and taken here, on top of what somebody else saved meanwhile. */
function useChangeRoles(user: UserDetail, onDone: () => void) {
  const t = useTranslations();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const invalidate = useInvalidate();
  const [base, setBase] = useState(() => idsOf(user));
  const [chosen, choose] = useState(base);
  const set = useMutation(
    trpc.user.setRoles.mutationOptions({
      onSuccess: (next) => {
        queryClient.setQueryData(trpc.user.get.queryKey({ id: user.id }), next);
        invalidate({ nouns: ["role"] });
        showToast({ message: t("user.theRolesOfAreChanged", { name: displayName(next) }), tone: "success" });
        onDone();
      },
      onError: async (error) => {
        if (!isStale(error)) return;
        const now = await queryClient.fetchQuery({ ...trpc.user.get.queryOptions({ id: user.id }), staleTime: 0 });
        const [theirs, merged] = [idsOf(now), mergeSets(base, chosen, idsOf(now))];
        setBase(theirs);
        choose(merged);
        set.mutate({ id: user.id, roleIds: merged, ifRoleIds: theirs });
      },
    }),
  );
  const failure = set.error ? describeApiError(set.error) : undefined;
  return {
    chosen,
    choose,
    isChanged: chosen.length !== base.length || chosen.some((id) => !base.includes(id)),
    isPending: set.isPending,
    failure: set.error && isStale(set.error) ? undefined : failure?.message,
    save: () => set.mutate({ id: user.id, roleIds: chosen, ifRoleIds: base }),
  };
}
