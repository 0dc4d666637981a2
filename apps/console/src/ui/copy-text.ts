import { showToast } from "#ui/feedback/toast.ts";

/** Copies from a menu, which closes at once and so cannot say itself that it did. */
export async function copyText(what: string, value: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(value);
    showToast({ message: `${what} copied`, tone: "success", duration: 2500 });
  } catch {
    showToast({ message: `The browser did not let us copy. ${what}: ${value}`, tone: "danger", duration: 15_000 });
  }
}
