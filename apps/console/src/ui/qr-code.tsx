import { clsx } from "clsx";
import { encode } from "uqr";

/** Modules of white around it: what ISO/IEC 18004 asks for. */
const border = 4;

/** A QR code, dark on white in every theme: cameras read no other. */
export function QrCode(props: { readonly text: string; readonly label: string; readonly className?: string }) {
  const { text, label, className = "size-44" } = props;
  const { data, size } = encode(text, { border });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className={clsx("shrink-0 rounded-md border border-line", className)}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
