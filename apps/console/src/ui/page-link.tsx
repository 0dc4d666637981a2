"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { type ComponentProps, useState } from "react";
import { type ButtonSize, type ButtonVariant, buttonClass } from "./button-class.ts";

/**
 * A link to a page of the console, fetched ahead once somebody points at it. Not for merely being in sight: a list of fifty
 * would ask the server for fifty pages that nobody opens.
 */
export function PageLink(props: Omit<ComponentProps<typeof Link>, "prefetch">) {
  const [isMeant, setIsMeant] = useState(false);
  return (
    <Link
      {...props}
      prefetch={isMeant ? null : false}
      onPointerEnter={(event) => {
        setIsMeant(true);
        props.onPointerEnter?.(event);
      }}
      onFocus={(event) => {
        setIsMeant(true);
        props.onFocus?.(event);
      }}
    />
  );
}

/** A link beside something else, such as the way to the whole list in the head of a panel. */
export function SmallLink(props: Omit<ComponentProps<typeof PageLink>, "className">) {
  return <PageLink {...props} className="text-xs/6 text-accent-ink hover:underline" />;
}

type ButtonLinkProps = ComponentProps<typeof PageLink> & {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  square?: boolean | undefined;
};

/** A link that looks like a button: it leads somewhere, it changes nothing. */
export function ButtonLink({ variant, size, square, className, ...rest }: ButtonLinkProps) {
  return <PageLink {...rest} className={clsx(buttonClass({ variant, size, square }), className)} />;
}
