import { PageGone } from "#ui/table/page-gone.tsx";

export function NoSuchPage({ onFirstPage }: { readonly onFirstPage: () => void }) {
  return (
    <PageGone onFirstPage={onFirstPage}>The devices on it were removed, or the link belongs to another list.</PageGone>
  );
}
