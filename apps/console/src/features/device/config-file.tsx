"use client";

import { Copy, Download } from "lucide-react";
import { Button } from "#ui/button.tsx";
import { CodeBox } from "#ui/code-box.tsx";
import { copyText } from "#ui/copy-text.ts";
import { downloadText } from "#ui/download-text.ts";
import { QrCode } from "#ui/qr-code.tsx";
import { configFileName } from "./config-file-name.ts";

export interface ConfigFileProps {
  readonly deviceName: string;
  readonly text: string;
  /** Nothing is missing: then it is also shown as a QR code. */
  readonly isWhole: boolean;
}

/** The configuration as text, to take along by copying, as a file or by camera. */
export function ConfigFile({ deviceName, text, isWhole }: ConfigFileProps) {
  const name = configFileName(deviceName);
  return (
    <>
      <CodeBox
        label="Configuration file"
        title={<span className="font-mono font-normal">{name}</span>}
        text={text}
        actions={
          <>
            <Button size="sm" onClick={() => void copyText("Configuration", text)}>
              <Copy aria-hidden="true" />
              Copy
            </Button>
            <Button size="sm" onClick={() => downloadText(name, text)}>
              <Download aria-hidden="true" />
              Download
            </Button>
          </>
        }
      />
      {isWhole && (
        <div className="flex flex-col items-center gap-x-5 gap-y-2 sm:flex-row">
          <QrCode text={text} label="QR code of the configuration file" className="size-56" />
          <p className="text-sm text-pretty text-ink-muted">
            For a phone: in the WireGuard app, add a tunnel from a QR code and point the camera here. It holds the whole
            file, with the private key.
          </p>
        </div>
      )}
    </>
  );
}
