import { mkdirSync, writeFileSync } from "node:fs";
import { matrixPage } from "./matrix.ts";
import { permissionTable } from "./permission-table.ts";

/** `pnpm matrix`: writes the page anew. */
const page = new URL("../docs/permission-matrix.md", import.meta.url);
mkdirSync(new URL(".", page), { recursive: true });
writeFileSync(page, matrixPage(permissionTable));
