import { Fragment } from "react";
import { PageLink } from "#ui/page-link.tsx";
import { type Named, type Phrase, shortId } from "./phrase.ts";

/** A sentence whose names lead on. */
export function PhraseLine({ phrase }: { readonly phrase: Phrase }) {
  return phrase.map((part, at) => (
    // oxlint-disable-next-line react/no-array-index-key -- the words of a sentence keep their places
    <Fragment key={at}>{typeof part === "string" ? part : <Name named={part} />}</Fragment>
  ));
}

function Name({ named: { name, href, id } }: { readonly named: Named }) {
  const words = (
    <>
      {name}
      {id !== null && (
        <>
          {" "}
          <span title={id} className="font-mono text-xs font-normal">
            {shortId(id)}
          </span>
        </>
      )}
    </>
  );
  if (href === null) return <span className="font-medium">{words}</span>;
  return (
    <PageLink href={href} className="font-medium underline-offset-2 hover:underline">
      {words}
    </PageLink>
  );
}
