"use client";

import Link from "next/link";
import { type ComponentProps, useState } from "react";

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
