import type { ComponentProps } from "react";

export type FormProps = Omit<ComponentProps<"form">, "noValidate" | "onSubmit"> & { readonly onSubmit: () => void };

/** A form that checks its fields itself, in the page's words and not the browser's, and sends nothing by itself. */
export function Form({ className = "flex flex-col gap-4", onSubmit, ...props }: FormProps) {
  return (
    <form
      {...props}
      noValidate
      className={className}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    />
  );
}
