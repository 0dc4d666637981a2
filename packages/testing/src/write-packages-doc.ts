import { writeFileSync } from "node:fs";
import { withImports } from "./architecture/packages-doc.ts";
import { readReadmes } from "./architecture/repository.ts";

/** `pnpm packages-doc`: writes what every package may import into the READMEs. */
for (const { path, file, text } of readReadmes()) writeFileSync(file, withImports(path, text));
