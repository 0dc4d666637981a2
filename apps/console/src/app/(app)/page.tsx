import { redirect } from "next/navigation";
import { requirePrincipal } from "#server/session.ts";

/** The first place that one may enter. */
export default async function StartPage() {
  const { permissions } = await requirePrincipal();
  redirect(permissions.includes("user:read") ? "/users" : "/devices");
}
