/** As a `ref`: what appears takes the focus, as what had it is gone. */
export const takeFocus = (element: HTMLElement | null): void => element?.focus();
