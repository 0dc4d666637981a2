import type { UserDetail } from "@portcullis/domain/user/user";
import { createContext, use } from "react";

export const UserContext = createContext<UserDetail | undefined>(undefined);

/** The user whose page this is; only inside `UserFrame`. */
export function useUser(): UserDetail {
  const user = use(UserContext);
  if (!user) throw new Error("useUser needs a UserFrame around it");
  return user;
}
