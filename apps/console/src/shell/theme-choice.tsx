"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { MenuRadioGroup } from "#ui/overlay/menu-choice.tsx";

const themes = [
  { value: "system", label: "System", icon: <Monitor aria-hidden="true" /> },
  { value: "light", label: "Light", icon: <Sun aria-hidden="true" /> },
  { value: "dark", label: "Dark", icon: <Moon aria-hidden="true" /> },
] as const;

/** Dark, light, or as the system says. Lives in a menu, which opens only in the browser: nothing to mismatch. */
export function ThemeChoice() {
  const { theme = "system", setTheme } = useTheme();
  return <MenuRadioGroup label="Theme" value={theme} onValueChange={setTheme} options={themes} />;
}
