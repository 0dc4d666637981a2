export interface Import {
  readonly from: string;
  /** Gone once compiled. `import { type A }` is not: it still loads the module. */
  readonly isType: boolean;
}

const statement = /^\s*(?:import|export)\s+(type\s+)?(?:[\w$*{}\s,]+?\s+from\s+)?["']([^"']+)["']/gm;
const call = /\bimport\(\s*["']([^"']+)["']\s*\)/g;

/** What a file imports or passes on, in the order of appearance. */
export function importsOf(text: string): Import[] {
  const stated = [...text.matchAll(statement)].map(([, type, from = ""]) => ({ from, isType: type !== undefined }));
  const called = [...text.matchAll(call)].map(([, from = ""]) => ({ from, isType: false }));
  return [...stated, ...called];
}

/** The folder and, inside the repository, the short name of the package that a file belongs to: `packages/db`, `db`. */
export function packageOf(path: string): { readonly folder: string; readonly name: string } {
  const [kind = "", name = ""] = path.split("/");
  return { folder: `${kind}/${name}`, name };
}

/** Splits `@portcullis/db/schema/users` into `db` and `./schema/users`; undefined for what is not ours. */
export function ownImport(from: string): { readonly name: string; readonly subpath: string } | undefined {
  const [, name, subpath] = /^@portcullis\/([^/]+)(?:\/(.+))?$/.exec(from) ?? [];
  return name === undefined ? undefined : { name, subpath: subpath === undefined ? "." : `./${subpath}` };
}
