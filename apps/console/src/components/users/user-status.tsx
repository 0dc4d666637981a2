import type { LivingStatus } from "@portcullis/domain/user/lifecycle";
import { Status } from "#components/ui/status.tsx";

const looks = {
  active: { tone: "success", word: "Active" },
  pending: { tone: "warning", word: "Pending" },
  inactive: { tone: "hollow", word: "Deactivated" },
} as const;

/** The account's state; presence is another thing. */
export function UserStatus({ status }: { readonly status: LivingStatus }) {
  const { tone, word } = looks[status];
  return <Status tone={tone}>{word}</Status>;
}
