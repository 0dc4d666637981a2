"use client";

import { Dialog } from "@base-ui/react/dialog";
import { Menu as MenuIcon, X } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "#ui/button.tsx";
import { scrimClass } from "#ui/overlay/dialog.tsx";
import { Sidebar, type SidebarProps } from "./sidebar.tsx";

/** Below 768 px: a bar above the page, and the sidebar as a mixed folder. */
export function MobileBar(props: Omit<SidebarProps, "onNavigate">) {
  const t = useTranslations();
  const [open, setOpen] = useState(false);
  return (
    <header className="sticky top-0 z-20 flex h-12 items-center gap-2 border-b border-line bg-canvas px-2 md:hidden print:hidden">
      <Dialog.Root open={open} onOpenChange={setOpen}>
        <Dialog.Trigger render={<IconButton label={t("shell.openNavigation")} icon={<MenuIcon />} />} />
        <Dialog.Portal>
          <Dialog.Backdrop className={scrimClass} />
          <Dialog.Popup className="fixed inset-y-0 left-0 z-30 w-72 max-w-[calc(100vw-3.5rem)] bg-raised shadow-sheet outline-hidden transition-[translate] duration-150 ease-quick data-ending-style:-translate-x-full data-starting-style:-translate-x-full">
            <Dialog.Title className="sr-only">{t("shell.navigation")}</Dialog.Title>
            <Sidebar {...props} onNavigate={() => setOpen(false)} />
            <Dialog.Close
              render={
                <IconButton label={t("shell.closeNavigation")} icon={<X />} className="absolute! top-3 right-3" />
              }
            />
          </Dialog.Popup>
        </Dialog.Portal>
      </Dialog.Root>
      <p className="min-w-0 flex-1 truncate text-sm font-semibold">{props.tenant.name}</p>
    </header>
  );
}
