import { newId } from "@portcullis/db/ids";
import type { RouterInputs, RouterOutputs } from "../types.ts";
import type { TestPerson } from "./person.ts";

type Invitation = Extract<RouterOutputs["user"]["invite"]["results"][number], { outcome: "invited" }>;

/** The secret out of a link. */
export const tokenOf = (link: string): string => new URL(link).hash.slice(1);

/** Somebody invited, by the administrator unless it says otherwise, and the secret of their link. */
export async function invite(
  fixture: { readonly admin: TestPerson },
  of: { readonly by?: TestPerson; readonly email?: string } & Pick<
    RouterInputs["user"]["invite"],
    "roleIds" | "groupIds"
  > = {},
): Promise<Invitation & { readonly token: string }> {
  const { by = fixture.admin, email = `${newId()}@people.test`, ...grants } = of;
  const { results } = await by.call.user.invite({ people: [{ email }], ...grants });
  const [result] = results;
  if (result?.outcome !== "invited") throw new Error(`Nobody was invited: ${result?.message}`);
  return { ...result, token: tokenOf(result.link) };
}

/** What somebody fills in who accepts. */
export const acceptance = (token: string) => ({
  token,
  firstName: "Grace",
  lastName: "Hopper",
  password: "correct horse battery staple",
});
