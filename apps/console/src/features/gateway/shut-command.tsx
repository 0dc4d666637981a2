import { CodeBox } from "#ui/code-box.tsx";
import { CopyButton } from "#ui/copy-button.tsx";
import { shutCommand } from "./shut-command-text.ts";

/** The command for a gateway whose agent does not answer. */
export function ShutCommand() {
  return (
    <CodeBox
      label="Command that shuts the gateway"
      title="If its agent does not answer: on its host, as root"
      text={shutCommand}
      actions={<CopyButton value={shutCommand} label="Copy the command" />}
    />
  );
}
