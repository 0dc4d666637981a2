"use client";

import { type BulkMember, type BulkSet, type BulkVerb, bulkNamedMax } from "@portcullis/domain/bulk";
import type { Total } from "@portcullis/domain/page";
import { ChevronUp, X } from "lucide-react";
import { Fragment, useState } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { Button, IconButton } from "#ui/button.tsx";
import { countText } from "#ui/count-text.ts";
import { LiveRegion } from "#ui/feedback/callout.tsx";
import { Menu, MenuItem, MenuSeparator } from "#ui/overlay/menu.tsx";
import { pageSelection, type Selection } from "#ui/table/selection.ts";
import { emptyDraft, toAction } from "./action-draft.ts";
import { BulkDialog } from "./bulk-dialog.tsx";
import { hasField, verbGroups, verbRefusal, verbs } from "./bulk-verbs.ts";
import { usePreview } from "./use-preview.ts";

interface SelectionBarProps {
  readonly member: BulkMember;
  readonly selection: Selection;
  /** The ids of the rows on the page. */
  readonly page: readonly string[];
  /** Undefined until it is counted: until then nobody chooses all. */
  readonly total: Total | undefined;
  /** All that match the list's filter. */
  readonly matching: BulkSet;
}

/** What is chosen of a list and what can be done with it; stays in sight at the lower edge. */
export function SelectionBar({ member, selection, page, total, matching }: SelectionBarProps) {
  const t = useTranslations();
  const [verb, setVerb] = useState<BulkVerb>();
  const preview = usePreview();
  const { selected } = selection;
  const noun = member === "user" ? "person" : "device";
  const allMembers = total ? countText(t, noun, total.count, total.exact) : "…";
  const chosen = selected.isAll
    ? t("bulk.allThatMatch", { members: allMembers })
    : t("bulk.selected", { members: countText(t, noun, selected.ids.size) });
  const of: BulkSet = selected.isAll ? matching : { by: "ids", ids: [...selected.ids] };
  const { isWhole } = pageSelection(selected, page);

  function open(next: BulkVerb): void {
    setVerb(next);
    const action = hasField(next) ? undefined : toAction(emptyDraft(next));
    if (action) preview.load({ action, of });
  }
  function close(): void {
    setVerb(undefined);
    preview.reset();
  }

  return (
    <>
      <LiveRegion message={selection.isEmpty ? "" : chosen} />
      {!selection.isEmpty && (
        <section
          aria-label={t("bulk.selection")}
          data-selection-bar
          className="sticky bottom-0 z-10 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-t-lg bg-raised py-2 pr-2 pl-3 text-sm shadow-raised"
        >
          <IconButton size="sm" label={t("bulk.clearSelection")} icon={<X />} onClick={selection.clear} />
          <span className="min-w-0 flex-1 basis-48 font-medium tabular-nums">{chosen}</span>
          {!isWhole && (
            <Button
              size="sm"
              variant="ghost"
              className="sm:hidden"
              onClick={() => selection.choose({ kind: "page", page, isChosen: true })}
            >
              {t("bulk.wholePage")}
            </Button>
          )}
          {isWhole && !selected.isAll && total && total.count > page.length && (
            <Button size="sm" variant="ghost" onClick={() => selection.choose({ kind: "all" })}>
              {t("bulk.selectAllThatMatch", { members: allMembers })}
            </Button>
          )}
          <ActionsMenu
            member={member}
            disabledReason={
              selected.ids.size > bulkNamedMax ? t("bulk.atMostAtOnce", { max: bulkNamedMax }) : undefined
            }
            onSelect={open}
          />
        </section>
      )}
      {verb && (
        <BulkDialog
          member={member}
          verb={verb}
          of={of}
          preview={preview}
          onClose={close}
          onStarted={() => {
            selection.clear();
            close();
          }}
        />
      )}
    </>
  );
}

interface ActionsMenuProps {
  readonly member: BulkMember;
  readonly disabledReason: string | undefined;
  readonly onSelect: (verb: BulkVerb) => void;
}

/** What can be done with all of them; what one may not do says why. */
function ActionsMenu({ member, disabledReason, onSelect }: ActionsMenuProps) {
  const t = useTranslations();
  const me = useMe();
  return (
    <Menu
      side="top"
      trigger={
        <Button size="sm" variant="primary" className="ml-auto" disabledReason={disabledReason}>
          {t("bulk.actions")}
          <ChevronUp aria-hidden="true" />
        </Button>
      }
    >
      {verbGroups[member].map((group, at) => (
        <Fragment key={group[0]}>
          {at > 0 && <MenuSeparator />}
          {group.map((verb) => {
            const { Icon, isDanger } = verbs[verb];
            return (
              <MenuItem
                key={verb}
                icon={<Icon />}
                danger={isDanger ?? false}
                disabledReason={verbRefusal(t, me, verb)}
                onSelect={() => onSelect(verb)}
              >
                {t("bulk.more", { verb: t(`bulk.verb.${verb}`) })}
              </MenuItem>
            );
          })}
        </Fragment>
      ))}
    </Menu>
  );
}
