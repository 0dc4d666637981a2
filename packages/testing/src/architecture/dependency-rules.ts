import type { Rule } from "./repository.ts";

export const versionsAreNamedOnce: Rule = ({ manifests }) =>
  manifests.flatMap(({ folder, dependencies, devDependencies, optionalDependencies, peerDependencies }) =>
    Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies, ...peerDependencies })
      .filter(([, version]) => version !== "catalog:" && version !== "workspace:*")
      .map(
        ([name, version]) =>
          `${folder || "The top"} asks for ${name} ${version}: name the version in the catalog of pnpm-workspace.yaml and write "catalog:" here.`,
      ),
  );

/** A lock file that names an address installs from nowhere else: not behind another registry, not from a cache. */
export const lockFileNamesNoAddress: Rule = ({ lockFile }) =>
  lockFile
    .split("\n")
    .filter((line) => /\btarball:|https?:\/\//.test(line))
    .map(
      (line) =>
        `pnpm-lock.yaml names an address: ${line.trim()}. Make it again with the default registry's plain form.`,
    );
