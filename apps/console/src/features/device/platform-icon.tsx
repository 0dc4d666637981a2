import type { Platform } from "@portcullis/domain/device/platform";
import { Cpu, Laptop, type LucideIcon, Monitor, Router, Smartphone, SquareTerminal } from "lucide-react";

const icons: Readonly<Record<Platform, LucideIcon>> = {
  linux: SquareTerminal,
  macos: Laptop,
  windows: Monitor,
  ios: Smartphone,
  android: Smartphone,
  router: Router,
  other: Cpu,
};

/** The kind of machine, as a figure beside its name; the word stands there too. */
export function PlatformIcon({ platform }: { readonly platform: Platform }) {
  const Icon = icons[platform];
  return (
    <span
      aria-hidden="true"
      className="grid size-8 shrink-0 place-items-center rounded-md border border-line bg-sunken text-ink-muted"
    >
      <Icon className="size-4" />
    </span>
  );
}
