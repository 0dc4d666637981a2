import type { Permission } from "@portcullis/domain/permission";
import { Activity, type LucideIcon, MonitorSmartphone, Users } from "lucide-react";

export type Destination = { href: string; label: string; icon: LucideIcon; needs: Permission | null };

/** The places of the console, and what one must hold to go there. */
export const destinations: readonly Destination[] = [
  { href: "/users", label: "Users", icon: Users, needs: "user:read" },
  { href: "/devices", label: "Devices", icon: MonitorSmartphone, needs: null },
  { href: "/activity", label: "Activity", icon: Activity, needs: "audit:read" },
];
