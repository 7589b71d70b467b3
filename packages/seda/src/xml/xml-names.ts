/* Characters of names (XML 1.0, fifth edition, 2.3), but for the colon, which a tag may hold and an identifier not. */

const START =
  'A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c-\\u200d\\u2070-\\u218f' +
  '\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}';
const FURTHER = `${START}\\-.0-9\\u00b7\\u0300-\\u036f\\u203f-\\u2040`;

/** Names as they nearly always are, looked at first. */
const PLAIN_NAME = /^[A-Za-z_][\w.-]*$/;
const NAME = new RegExp(`^[${START}][${FURTHER}]*$`, 'u');

/** A name without colon. */
export function isXmlName(text: string): boolean {
  return PLAIN_NAME.test(text) || NAME.test(text);
}

const ONE_START = new RegExp(`[:${START}]`, 'u');
const ONE_FURTHER = new RegExp(`[:${FURTHER}]`, 'u');
const STARTS = asciiTable(ONE_START);
const FURTHERS = asciiTable(ONE_FURTHER);

function asciiTable(expression: RegExp): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) => (expression.test(String.fromCharCode(code)) ? 1 : 0));
}

/** Of a tag's name, by code point. */
export function startsName(code: number): boolean {
  return code < 128 ? STARTS[code] === 1 : ONE_START.test(String.fromCodePoint(code));
}

export function continuesName(code: number): boolean {
  return code < 128 ? FURTHERS[code] === 1 : ONE_FURTHER.test(String.fromCodePoint(code));
}
