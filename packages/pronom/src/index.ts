export { BUILT_IN } from './built-in.ts';
export {
  compileIdentifier,
  type Identification,
  type Identifier,
  SAMPLE_SIZE,
  type Sample,
} from './identifier.ts';
export { PatternError } from './pattern.ts';
export {
  PronomError,
  type PronomErrorCode,
  type PronomFormat,
  parseSignatureFile,
  type SignatureFile,
} from './signature-file.ts';
