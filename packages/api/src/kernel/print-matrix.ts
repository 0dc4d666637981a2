import { procedures } from "./list-procedures.ts";
import { matrixPage } from "./matrix.ts";

/** `pnpm matrix`. */
process.stdout.write(matrixPage(procedures));
