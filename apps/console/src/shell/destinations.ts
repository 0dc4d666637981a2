import type { Permission } from "@portcullis/domain/permission";
import {
  Activity,
  LayoutDashboard,
  type LucideIcon,
  MonitorSmartphone,
  ReceiptText,
  Router,
  Settings,
  Shield,
  Users,
  UsersRound,
} from "lucide-react";

export type Destination = { href: string; label: string; icon: LucideIcon; needs: Permission | null };

/** The places of the console, and what one must hold to go there. */
export const destinations: readonly Destination[] = [
  { href: "/", label: "Overview", icon: LayoutDashboard, needs: "user:read" },
  { href: "/users", label: "Users", icon: Users, needs: "user:read" },
  { href: "/groups", label: "Groups", icon: UsersRound, needs: "group:read" },
  { href: "/roles", label: "Roles", icon: Shield, needs: "role:read" },
  { href: "/devices", label: "Devices", icon: MonitorSmartphone, needs: null },
  { href: "/settings/gateways", label: "Gateways", icon: Router, needs: "gateway:read" },
  { href: "/cascades", label: "Receipts", icon: ReceiptText, needs: "user:read" },
  { href: "/activity", label: "Activity", icon: Activity, needs: "audit:read" },
  { href: "/settings", label: "Settings", icon: Settings, needs: "tenant:read" },
];

/** The place that a page belongs to: of those whose address its own begins with, the nearest. */
export function destinationOf(pathname: string, among: readonly Destination[]): Destination | undefined {
  return among
    .filter(({ href }) => pathname === href || pathname.startsWith(`${href}/`))
    .toSorted((a, b) => b.href.length - a.href.length)[0];
}
