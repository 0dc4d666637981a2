import type { useTranslations } from "use-intl";
import { createTranslator } from "use-intl/core";
import messages from "../../messages/en.json" with { type: "json" };

declare module "use-intl/core" {
  interface AppConfig {
    Messages: typeof messages;
    Locale: "en";
  }
}

/** The only language so far; a second one is a file beside this one's. */
export const locale = "en";
export { messages };

/** Gives the sentence of a key. Client components have it from `useTranslations()`, what they call takes it from them. */
export type Translate = ReturnType<typeof useTranslations<never>>;

/** The same for pages of the server and for tests. */
export const translator = (): Translate => createTranslator({ locale, messages });
