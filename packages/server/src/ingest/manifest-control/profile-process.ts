import {
  RelaxNGValidator,
  XmlDocument,
  XmlError,
  XmlParseError,
  XmlValidateError,
  XsdValidator,
} from 'libxml2-wasm';

/** What a profile's control is about; the process does one and ends. */
export interface ProfileControl {
  readonly format: 'RNG' | 'XSD';
  readonly file: Uint8Array;
  readonly manifest: Uint8Array;
}

/** Why the manifest does not conform; absent when it does. */
export interface ProfileVerdict {
  readonly fault?: string;
}

function verdictOn({ format, file, manifest }: ProfileControl): ProfileVerdict {
  const opened: { dispose(): void }[] = [];
  try {
    const schema = XmlDocument.fromBuffer(file);
    opened.push(schema);
    const validator = format === 'RNG' ? RelaxNGValidator.fromDoc(schema) : XsdValidator.fromDoc(schema);
    opened.push(validator);
    const document = XmlDocument.fromBuffer(manifest);
    opened.push(document);
    validator.validate(document);
    return {};
  } catch (error) {
    if (error instanceof XmlValidateError || error instanceof XmlParseError)
      return { fault: firstLine(error.message) };
    // It gives up a value for which a pattern of the profile has more ways than it tries.
    if (error instanceof XmlError)
      return { fault: `The profile cannot decide on this manifest (${firstLine(error.message)})` };
    throw error;
  } finally {
    for (const each of opened.reverse()) each.dispose();
  }
}

const firstLine = (text: string) => text.split('\n', 1)[0]?.slice(0, 2_000) ?? '';

process.once('message', (control: ProfileControl) => {
  process.send?.(verdictOn(control), () => process.disconnect());
});
