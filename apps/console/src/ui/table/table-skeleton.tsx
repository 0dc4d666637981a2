/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- table.css changes `display` on narrow screens, which takes the built-in roles away. */
import { Skeleton } from "#ui/feedback/skeleton.tsx";
import { Table, TableBody, TableHead } from "./table.tsx";
import { TableCell } from "./table-cell.tsx";
import { TableHeading } from "./table-heading.tsx";

/** A table on its way, with the headings that will stand there; the first column is the title. */
export function TableSkeleton({
  label,
  columns,
  rows = 8,
}: {
  label: string;
  columns: readonly string[];
  rows?: number;
}) {
  return (
    <Table label={label} busy>
      <TableHead>
        {columns.map((column, at) => (
          <TableHeading key={column} kind={at === 0 ? "title" : undefined}>
            {column}
          </TableHeading>
        ))}
      </TableHead>
      <TableBody>
        {Array.from({ length: rows }, (_, row) => (
          <tr key={row} role="row">
            {columns.map((column, at) => (
              <TableCell key={column} label={column} kind={at === 0 ? "title" : undefined}>
                {at === 0 ? (
                  <span className="flex items-center gap-3">
                    <Skeleton className="size-8 rounded-full" />
                    <span className="flex flex-col gap-1.5">
                      <Skeleton className="h-3 w-32" />
                      <Skeleton className="h-2.5 w-44" />
                    </span>
                  </span>
                ) : (
                  <Skeleton className="h-3 w-20 max-w-full" />
                )}
              </TableCell>
            ))}
          </tr>
        ))}
      </TableBody>
    </Table>
  );
}
