import { writeFileSync } from "node:fs";
import { withImports } from "./architecture/packages-doc.ts";
import { readPackageDocs } from "./architecture/repository.ts";

/** `pnpm packages-doc`: writes what every package may import into its README, and the order of all into docs/architecture.md. */
for (const { path, file, text } of readPackageDocs()) writeFileSync(file, withImports(path, text));
