"use client";

import type { BulkMember, BulkVerb } from "@portcullis/domain/bulk";
import { ClipboardList } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { Button } from "#ui/button.tsx";
import { BulkDialog } from "./bulk-dialog.tsx";
import { verbGroups, verbRefusal } from "./bulk-verbs.ts";
import { usePreview } from "./use-preview.ts";

/** Opens a bulk operation on a list that is pasted. Disabled where one may do nothing of the kind. */
export function PasteListButton({ member }: { readonly member: BulkMember }) {
  const t = useTranslations();
  const me = useMe();
  const [isOpen, setIsOpen] = useState(false);
  const preview = usePreview();
  const [first, ...others] = verbGroups[member].flat() as [BulkVerb, ...BulkVerb[]];
  const allowed = [first, ...others].find((verb) => verbRefusal(t, me, verb) === undefined);
  const close = () => {
    setIsOpen(false);
    preview.reset();
  };
  return (
    <>
      <Button disabledReason={allowed ? undefined : verbRefusal(t, me, first)} onClick={() => setIsOpen(true)}>
        <ClipboardList aria-hidden="true" />
        {t("bulk.pasteAList")}
      </Button>
      {isOpen && (
        <BulkDialog
          member={member}
          verb={allowed ?? first}
          of={undefined}
          preview={preview}
          onClose={close}
          onStarted={close}
        />
      )}
    </>
  );
}
