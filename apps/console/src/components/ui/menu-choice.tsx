"use client";

import { Menu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { menuItemClass } from "./menu-item-class.ts";

const indicator = <Check aria-hidden="true" />;

/** One of several, in a menu that stays open. */
export function MenuRadioGroup<Value extends string>(props: {
  label: string;
  value: Value;
  onValueChange: (value: Value) => void;
  options: readonly { value: Value; label: string; icon?: ReactNode }[];
}) {
  return (
    <Menu.RadioGroup aria-label={props.label} value={props.value} onValueChange={props.onValueChange}>
      {props.options.map((option) => (
        <Menu.RadioItem key={option.value} value={option.value} closeOnClick={false} className={menuItemClass()}>
          {option.icon}
          <span className="flex-1">{option.label}</span>
          <Menu.RadioItemIndicator>{indicator}</Menu.RadioItemIndicator>
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}

/** On or off, in a menu that stays open. */
export function MenuCheckbox(props: {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  children: ReactNode;
  disabled?: boolean | undefined;
}) {
  return (
    <Menu.CheckboxItem
      checked={props.checked}
      onCheckedChange={props.onCheckedChange}
      disabled={props.disabled ?? false}
      closeOnClick={false}
      className={menuItemClass()}
    >
      <span className="flex-1">{props.children}</span>
      <Menu.CheckboxItemIndicator>{indicator}</Menu.CheckboxItemIndicator>
    </Menu.CheckboxItem>
  );
}
