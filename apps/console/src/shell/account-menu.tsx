"use client";

import { ChevronsUpDown, LogOut, Monitor, Moon, Sun, UserRound } from "lucide-react";
import { useTheme } from "next-themes";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { endSession, leaveAfter } from "#features/sign-in/session-requests.ts";
import type { Translate } from "#i18n/translator.ts";
import { Avatar } from "#ui/avatar.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { Menu, MenuItem, MenuRadioGroup, MenuSeparator } from "#ui/overlay/menu.tsx";

export type Person = { name: string; email: string; image: string | null };

/** Who is signed in; the way to their account, theme and sign-out. */
export function AccountMenu({ person, side = "top" }: { person: Person; side?: "top" | "bottom" }) {
  const t = useTranslations();
  const [leaving, setLeaving] = useState(false);

  async function leave() {
    setLeaving(true);
    try {
      await leaveAfter(endSession);
    } catch {
      setLeaving(false);
      showToast({
        tone: "danger",
        message: t("shell.youAreStillSignedIn"),
        description: t("shell.theServerDidNotAnswer"),
      });
    }
  }

  return (
    <Menu
      side={side}
      align="start"
      trigger={
        <button
          type="button"
          aria-busy={leaving || undefined}
          className="flex w-full min-w-0 items-center gap-2.5 rounded-md p-1.5 text-start hover:bg-hover data-popup-open:bg-hover"
        >
          <Avatar name={person.name} image={person.image} />
          <span className="min-w-0 flex-1">
            <span className="sr-only">{t("shell.account")} </span>
            <span className="block truncate text-sm font-medium">{person.name}</span>
            <span className="block truncate text-xs text-ink-muted">{person.email}</span>
          </span>
          <ChevronsUpDown aria-hidden="true" className="size-3.5 shrink-0 text-ink-muted" />
        </button>
      }
    >
      <MenuItem icon={<UserRound />} href="/account">
        {t("common.account")}
      </MenuItem>
      <MenuSeparator />
      <ThemeChoice />
      <MenuSeparator />
      <MenuItem icon={<LogOut />} onSelect={() => void leave()}>
        {t("shell.signOut")}
      </MenuItem>
    </Menu>
  );
}

const themes = (t: Translate) =>
  [
    { value: "system", label: t("shell.system"), icon: <Monitor aria-hidden="true" /> },
    { value: "light", label: t("shell.light"), icon: <Sun aria-hidden="true" /> },
    { value: "dark", label: t("shell.dark"), icon: <Moon aria-hidden="true" /> },
  ] as const;

/** Dark, light, or as the system says. Lives in a menu, which opens only in the browser: nothing to mismatch. */
function ThemeChoice() {
  const t = useTranslations();
  const { theme = "system", setTheme } = useTheme();
  return <MenuRadioGroup label={t("shell.theme")} value={theme} onValueChange={setTheme} options={themes(t)} />;
}
