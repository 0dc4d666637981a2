import type { GroupDetail } from "@portcullis/domain/group";
import { DetailList } from "#ui/detail-list.tsx";
import { Panel } from "#ui/panel.tsx";
import { RelativeTime } from "#ui/relative-time.tsx";

export function GroupDetails({ group }: { readonly group: GroupDetail }) {
  return (
    <Panel title="About">
      <DetailList
        details={[
          { term: "People", value: group.memberCount.toLocaleString("en") },
          { term: "Created", value: <RelativeTime at={group.createdAt} focusable /> },
          { term: "Changed", value: <RelativeTime at={group.updatedAt} focusable /> },
        ]}
      />
    </Panel>
  );
}
