import type { LivingStatus } from "@portcullis/domain/user/lifecycle";
import { Status } from "#ui/status.tsx";

const variants = {
  active: { tone: "success", label: "Active" },
  pending: { tone: "warning", label: "Pending" },
  inactive: { tone: "hollow", label: "Deactivated" },
} as const;

/** The account's state; presence is another thing. */
export function UserStatus({ status }: { readonly status: LivingStatus }) {
  const { tone, label } = variants[status];
  return <Status tone={tone}>{label}</Status>;
}
