const TO_COLLAPSE = /^[\t\n\r ]|[\t\n\r ]$|[\t\n\r]| {2}/;

/** White space of xsd:token. */
export function collapsed(text: string): string {
  return TO_COLLAPSE.test(text) ? text.replace(/[\t\n\r ]+/g, ' ').replace(/^ | $/g, '') : text;
}
