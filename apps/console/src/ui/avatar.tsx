"use client";

import { clsx } from "clsx";
import { type CSSProperties, useState } from "react";

const sizes = {
  sm: "size-6 text-[0.625rem]",
  md: "size-8 text-xs",
  lg: "size-14 text-xl",
} as const;

type AvatarProps = {
  /** The person's name or, without one, the e-mail: initials and colour follow from it. */
  name: string;
  /** A path of this console is shown; an external URL is not fetched (it would tell its owner who looks at whom). */
  image?: string | null | undefined;
  size?: keyof typeof sizes | undefined;
};

/** A face beside a name that is written out, so it says nothing to a screen reader. */
export function Avatar({ name, image, size = "md" }: AvatarProps) {
  const [broken, setBroken] = useState<string | null>(null);
  const shape = clsx("shrink-0 rounded-full select-none", sizes[size]);
  if (image?.startsWith("/") && image !== broken) {
    return (
      // A picture of a person of unknown origin and size: the optimiser of Next has no part in it.
      <img
        src={image}
        alt=""
        loading="lazy"
        decoding="async"
        onError={() => setBroken(image)}
        className={clsx(shape, "bg-hover object-cover")}
      />
    );
  }
  return (
    <span
      aria-hidden="true"
      style={{ "--hue": avatarHue(name) } as CSSProperties}
      className={clsx(shape, "avatar inline-grid place-items-center font-medium")}
    >
      {initials(name)}
    </span>
  );
}

const letters = new Intl.Segmenter("en", { granularity: "grapheme" });

function firstLetter(word: string): string {
  for (const { segment } of letters.segment(word)) return segment;
  return "";
}

/** One or two letters for a person: of first and last name, or of the part before the @. */
function initials(name: string): string {
  const words = (name.includes("@") ? (name.split("@")[0] ?? "") : name).split(/[\s._-]+/u).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked
    .map((word) => firstLetter(word ?? ""))
    .join("")
    .toLocaleUpperCase("en");
}

/** A hue in degrees, always the same for the same name (FNV-1a). */
function avatarHue(name: string): number {
  let hash = 0x811c9dc5;
  for (const unit of name.toLowerCase()) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  return ((hash >>> 0) % 12) * 30;
}
