import { clsx } from "clsx";
import type { ComponentProps } from "react";
import { type ButtonSize, type ButtonVariant, buttonClass } from "./button-class.ts";
import { PageLink } from "./page-link.tsx";

export type ButtonLinkProps = ComponentProps<typeof PageLink> & {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  square?: boolean | undefined;
};

/** A link that looks like a button: it leads somewhere, it changes nothing. */
export function ButtonLink({ variant, size, square, className, ...rest }: ButtonLinkProps) {
  return <PageLink {...rest} className={clsx(buttonClass({ variant, size, square }), className)} />;
}
