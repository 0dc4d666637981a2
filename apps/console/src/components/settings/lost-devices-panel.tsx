"use client";

import type { TenantDetail } from "@portcullis/domain/tenant";
import { QuestionPanel, type SettingQuestion } from "./question-panel.tsx";

const questions: Readonly<Record<"allow" | "stop", SettingQuestion>> = {
  allow: {
    change: "Let people restore them",
    title: "Let people switch lost devices on again",
    label: "Let them",
    consequence:
      "Whoever reported a device of their own lost can switch it on again by their second factor. Devices that an administrator switched off stay off.",
    isLoosening: true,
    update: { restoreLostDevices: true },
  },
  stop: {
    change: "Leave it to administrators",
    title: "Leave lost devices to administrators",
    label: "Leave it to them",
    consequence: "Only whoever may switch devices off switches a device on again that was reported lost.",
    isLoosening: false,
    update: { restoreLostDevices: false },
  },
};

/** Who switches a device on again that its user reported lost. */
export function LostDevicesPanel({ tenant }: { readonly tenant: TenantDetail }) {
  const isAllowed = tenant.restoreLostDevices;
  return (
    <QuestionPanel
      title="Lost devices"
      tenant={tenant}
      state={
        isAllowed
          ? { tone: "neutral", text: "Their user restores them by a second factor" }
          : { tone: "success", text: "An administrator restores them" }
      }
      question={isAllowed ? questions.stop : questions.allow}
    >
      Everybody can report a device of their own lost, which switches it off at once and for as long as nobody switches
      it on again.
    </QuestionPanel>
  );
}
