import { CopyButton } from "#ui/copy-button.tsx";

/** A link that is shown once, to be copied. */
export function InvitationLink({ link, of }: { readonly link: string; readonly of: string }) {
  return (
    <div className="flex items-center gap-2 rounded-md border border-line bg-sunken py-1 pr-1 pl-3">
      <code className="min-w-0 flex-1 truncate font-mono text-xs">{link}</code>
      <CopyButton value={link} label={`Copy the link for ${of}`} />
    </div>
  );
}
