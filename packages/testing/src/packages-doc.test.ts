import { describe, expect, it } from "vitest";
import { mayImport } from "./architecture/package-rules.ts";
import { withImports } from "./architecture/packages-doc.ts";
import { architecturePage, readPackageDocs } from "./architecture/repository.ts";

const pages = readPackageDocs();

describe("what each package may import, as package-rules.ts says it", () => {
  it.each(pages)("stands in $path: if not, run `pnpm packages-doc`", ({ path, text }) => {
    expect(text).toBe(withImports(path, text));
  });

  it("stands in the page of the architecture, in a README of every package and nowhere else", () => {
    const [top, ...others] = pages.map(({ path }) => path);
    expect(top).toBe(architecturePage);
    expect(new Set(others.map((path) => path.split("/")[1]))).toEqual(new Set(Object.keys(mayImport)));
  });

  it("is missed where there is no place for it", () => {
    expect(() => withImports("packages/db/README.md", "# db\n")).toThrow("packages/db/README.md has no line like");
    expect(() => withImports("packages/post/README.md", "May import: all.\n")).toThrow("no part named post");
  });

  it("replaces what stood there", () => {
    expect(withImports("packages/db/README.md", "# db\n\nMay import: all.\n\nMore.\n")).toBe(
      "# db\n\nMay import: `domain`.\n\nMore.\n",
    );
    const line = withImports(architecturePage, "domain ◀ x\n").trim().split(" ◀ ");
    expect(line[0]?.split(", ")).toContain("domain");
    const before = (name: string) => line.findIndex((layer) => layer.split(", ").includes(name));
    for (const [name, allowed] of Object.entries(mayImport))
      for (const each of allowed) expect(before(each)).toBeLessThan(before(name));
  });
});
