import { Inbox } from "lucide-react";
import type { ReactNode } from "react";
import { StatePanel } from "./state-panel.tsx";

/** Nothing here, and what to do about it. */
export function EmptyState(props: { title: string; icon?: ReactNode; children?: ReactNode; actions?: ReactNode }) {
  return <StatePanel {...props} icon={props.icon ?? <Inbox />} />;
}
