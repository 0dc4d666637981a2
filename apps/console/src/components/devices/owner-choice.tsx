"use client";

import type { UserItem } from "@portcullis/domain/user/user";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { ChoosePerson } from "#components/users/choose-person.tsx";

const options = [
  { value: "me", label: "Myself" },
  { value: "other", label: "Somebody else" },
] as const;

/** Whose a new device will be: one's own, or that of a person, once one is chosen. */
export interface Owner {
  readonly kind: (typeof options)[number]["value"];
  readonly person?: UserItem | undefined;
}

export interface OwnerChoiceProps {
  readonly me: string;
  readonly owner: Owner;
  readonly onChange: (owner: Owner) => void;
}

/** Asks whose the device will be. */
export function OwnerChoice({ me, owner, onChange }: OwnerChoiceProps) {
  return (
    <div className="mb-4 flex flex-col gap-3">
      <Field label="For">
        <Select options={options} value={owner.kind} onValueChange={(kind) => onChange({ ...owner, kind })} />
      </Field>
      {owner.kind === "other" && (
        <ChoosePerson
          legend="Whose device it is"
          chosen={owner.person}
          except={me}
          onChoose={(person) => onChange({ kind: "other", person })}
        />
      )}
    </div>
  );
}
