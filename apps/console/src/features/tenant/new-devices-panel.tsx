"use client";

import type { TenantDetail } from "@portcullis/domain/tenant";
import { QuestionPanel, type SettingQuestion } from "./question-panel.tsx";

const questions: Readonly<Record<"ask" | "stop", SettingQuestion>> = {
  ask: {
    change: "Ask for approval",
    title: "Ask for approval of new devices",
    label: "Ask for approval",
    consequence:
      "Whatever people add from now on cannot connect before an administrator approves it, and so with a key that they change. Devices that are there stay as they are.",
    isLoosening: false,
    update: { approveDevices: true },
  },
  stop: {
    change: "Stop asking",
    title: "Let new devices in at once",
    label: "Let them in",
    consequence:
      "Whatever people add from now on can connect at once. Devices that wait already still wait: approve or remove them.",
    isLoosening: true,
    update: { approveDevices: false },
  },
};

/** Whether new devices wait for an administrator, and what a change would mean. */
export function NewDevicesPanel({ tenant }: { readonly tenant: TenantDetail }) {
  const isAsked = tenant.approveDevices;
  return (
    <QuestionPanel
      title="New devices"
      tenant={tenant}
      state={
        isAsked
          ? { tone: "success", text: "An administrator approves each one" }
          : { tone: "neutral", text: "They can connect at once" }
      }
      question={isAsked ? questions.stop : questions.ask}
    >
      {isAsked
        ? "What people add, and a key that they change, waits until somebody who may change devices approves it. What such a person adds is approved with that."
        : "A device that is added within its user’s limit can connect at once. Devices that already wait still wait."}
    </QuestionPanel>
  );
}
