"use client";

import type { UserItem } from "@portcullis/domain/user/user";
import { ChoosePerson } from "#features/user/choose-person.tsx";
import { Field } from "#ui/form/field.tsx";
import { Select } from "#ui/form/select.tsx";

const options = [
  { value: "me", label: "Myself" },
  { value: "other", label: "Somebody else" },
] as const;

/** Whose a new device will be: one's own, or that of a person, once one is chosen. */
export interface DeviceUserChoice {
  readonly kind: (typeof options)[number]["value"];
  readonly person?: UserItem | undefined;
}

export interface UserChoiceProps {
  readonly me: string;
  readonly choice: DeviceUserChoice;
  readonly onChange: (choice: DeviceUserChoice) => void;
}

/** Asks whose the device will be. */
export function UserChoice({ me, choice, onChange }: UserChoiceProps) {
  return (
    <div className="mb-4 flex flex-col gap-3">
      <Field label="For">
        <Select options={options} value={choice.kind} onValueChange={(kind) => onChange({ ...choice, kind })} />
      </Field>
      {choice.kind === "other" && (
        <ChoosePerson
          legend="Whose device it is"
          chosen={choice.person}
          except={me}
          onChoose={(person) => onChange({ kind: "other", person })}
        />
      )}
    </div>
  );
}
