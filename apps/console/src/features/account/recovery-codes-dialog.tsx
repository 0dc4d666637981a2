"use client";

import { Copy, Download } from "lucide-react";
import { Button } from "#ui/button.tsx";
import { copyText } from "#ui/copy-text.ts";
import { downloadText } from "#ui/download-text.ts";
import { Callout } from "#ui/feedback/callout.tsx";
import { Dialog } from "#ui/overlay/dialog.tsx";

/** Shows recovery codes, this once. */
export function RecoveryCodesDialog({ codes, onClose }: { readonly codes: string[]; readonly onClose: () => void }) {
  const text = `${codes.join("\n")}\n`;
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={(open) => !open && onClose()}
      title="Your recovery codes"
      description="Each one signs you in once, if you lose your phone or your security key."
      footer={
        <Button variant="primary" onClick={onClose}>
          I have saved them
        </Button>
      }
    >
      <Callout tone="warning">They are shown only once. Keep them somewhere other than on your phone.</Callout>
      <ul aria-label="Recovery codes" className="mt-4 grid gap-x-6 gap-y-1.5 font-mono text-sm sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="mt-4 flex flex-wrap gap-2">
        <Button size="sm" onClick={() => void copyText("Recovery codes", text)}>
          <Copy aria-hidden="true" />
          Copy
        </Button>
        <Button size="sm" onClick={() => downloadText("portcullis-recovery-codes.txt", text)}>
          <Download aria-hidden="true" />
          Download
        </Button>
      </div>
    </Dialog>
  );
}
