import { Lock } from "lucide-react";
import { StatePanel } from "./state-panel.tsx";

/** Names the missing permission, so that the reader can ask for it. */
export function ForbiddenState(props: { title: string; permission: string; heading?: "h1" | "h2" }) {
  return (
    <StatePanel icon={<Lock />} title={props.title} heading={props.heading}>
      You need the permission{" "}
      <code className="rounded-sm bg-hover px-1 py-0.5 font-mono text-xs text-ink">{props.permission}</code>. Ask an
      administrator of your tenant for a role that has it.
    </StatePanel>
  );
}
