import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
const tokens = new Map(
  [...css.matchAll(/--color-([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name, light, dark]) => [
    name,
    { light: light ?? "", dark: dark ?? "" },
  ]),
);

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const surfaces = ["canvas", "surface", "sunken", "raised", "hover"];
const texts: [text: string, on: string[]][] = [
  ["ink", [...surfaces, "pressed", "accent-soft"]],
  ["ink-muted", [...surfaces, "pressed", "accent-soft"]],
  ["ink-faint", surfaces],
  ["accent-ink", [...surfaces, "accent-soft"]],
  ["on-accent", ["accent", "accent-hover", "danger-fill", "danger-fill-hover"]],
  ["success-ink", [...surfaces, "success-soft", "accent-soft"]],
  ["warning-ink", [...surfaces, "warning-soft", "accent-soft"]],
  ["danger-ink", [...surfaces, "danger-soft", "accent-soft"]],
  ["on-tip", ["tip"]],
];
const shapes: [shape: string, on: string[]][] = [
  ["field", ["canvas", "surface", "raised"]],
  ["focus", surfaces],
  ["success", surfaces],
  ["warning", surfaces],
  ["danger", surfaces],
  ["neutral", surfaces],
  ["accent", surfaces],
];

describe.each(["light", "dark"] as const)("the %s theme", (theme) => {
  const colour = (name: string) => tokens.get(name)?.[theme] ?? "";

  it.each(texts)("keeps %s readable on %j", (text, on) => {
    for (const surface of on) expect(contrast(colour(text), colour(surface)), surface).toBeGreaterThanOrEqual(4.5);
  });

  it.each(shapes)("keeps the shape %s visible on %j", (shape, on) => {
    for (const surface of on) expect(contrast(colour(shape), colour(surface)), surface).toBeGreaterThanOrEqual(3);
  });
});
