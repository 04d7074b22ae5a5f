// Block elements: what a person can press, choose or type into.

import { h } from "../dom.js";
import { button, overflow } from "./button.js";
import { checkboxes, radios } from "./choices.js";
import { combo } from "./combo.js";
import { dateField, numberField, textField } from "./fields.js";
import { picture } from "./plain.js";
import { select } from "./select.js";

const MAKERS = {
  button,
  overflow,
  checkboxes,
  workflow_button: button,
  icon_button: button,
  radio_buttons: radios,
  image: (item) => picture(item, "accessory-image"),
  static_select: select,
  users_select: select,
  conversations_select: select,
  channels_select: select,
  external_select: combo,
  multi_static_select: combo,
  multi_external_select: combo,
  multi_users_select: combo,
  multi_conversations_select: combo,
  multi_channels_select: combo,
  plain_text_input: textField,
  email_text_input: textField,
  url_text_input: textField,
  rich_text_input: textField,
  number_input: numberField,
  datepicker: dateField,
  timepicker: dateField,
  datetimepicker: dateField,
};

/** One element of a block; `label` names it where the block gives a name. */
export function element(item, block, ctx, label = {}) {
  const make = MAKERS[item.type];
  if (!make) return h("span.unknown-block", {}, `This page cannot show an element of type ${item.type}.`);
  return make(item, block, ctx, label);
}
