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
import type { Translate } from "#i18n/translator.ts";

export type Destination = { href: string; label: string; icon: LucideIcon; needs: Permission | null };

/** The places of the console, and what one must hold to go there. */
export const destinations = (t: Translate): readonly Destination[] => [
  { href: "/", label: t("common.overview"), icon: LayoutDashboard, needs: "user:read" },
  { href: "/users", label: t("common.users"), icon: Users, needs: "user:read" },
  { href: "/groups", label: t("common.groups"), icon: UsersRound, needs: "group:read" },
  { href: "/roles", label: t("common.roles"), icon: Shield, needs: "role:read" },
  { href: "/devices", label: t("common.devices"), icon: MonitorSmartphone, needs: null },
  { href: "/settings/gateways", label: t("common.gateways"), icon: Router, needs: "gateway:read" },
  { href: "/changes", label: t("common.changes"), icon: ReceiptText, needs: "user:read" },
  { href: "/activity", label: t("common.activity"), icon: Activity, needs: "audit:read" },
  { href: "/settings", label: t("common.settings"), icon: Settings, needs: "tenant:read" },
];

/** The place that a page belongs to: of those whose address its own begins with, the nearest. */
export function destinationOf(pathname: string, among: readonly Destination[]): Destination | undefined {
  return among
    .filter(({ href }) => pathname === href || pathname.startsWith(`${href}/`))
    .toSorted((a, b) => b.href.length - a.href.length)[0];
}
