"use client";

import type { TenantDetail } from "@portcullis/domain/tenant";
import { QuestionPanel, type SettingQuestion } from "./question-panel.tsx";

const questions: Readonly<Record<"allow" | "stop", SettingQuestion>> = {
  allow: {
    change: "Let people restore them",
    title: "Let people switch lost devices on again",
    label: "Let them",
    consequence:
      "People who reported their own device lost can reactivate it with their second factor. Devices that an administrator deactivated stay deactivated.",
    isLoosening: true,
    update: { restoreLostDevices: true },
  },
  stop: {
    change: "Leave it to administrators",
    title: "Leave lost devices to administrators",
    label: "Leave it to them",
    consequence: "Only people who may deactivate devices can reactivate a device that was reported lost.",
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
