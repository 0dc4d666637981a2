"use client";

import { useEffect, useState } from "react";

/** Whether a value has kept still for so many milliseconds: what is typed is not asked for letter by letter. */
export function useSettled(value: string, delayMs: number): boolean {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delayMs);
    return () => clearTimeout(timer);
  }, [value, delayMs]);
  return settled === value;
}
