import { watch } from "node:fs";

/** Editors write a file in several steps; a checkout writes many. */
const settleMs = 150;

/**
 * Calls back after changes in the folders. `node --watch` would do so too, but outlives a killed launcher.
 */
export function watchSource(folders: readonly string[], onChange: () => void): Disposable {
  let timer: NodeJS.Timeout | undefined;
  const watchers = folders.map((folder) =>
    watch(folder, { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(onChange, settleMs);
    }),
  );
  return {
    [Symbol.dispose]() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}
