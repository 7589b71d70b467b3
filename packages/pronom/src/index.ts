export { BUILT_IN } from './built-in.ts';
export type { Range } from './compound.ts';
export {
  type Basis,
  compileIdentifier,
  type Identification,
  type Identifier,
  type IdentifierOptions,
  SAMPLE_SIZE,
  type Sample,
  wantedRange,
} from './identifier.ts';
export { PatternError } from './pattern.ts';
export {
  PronomError,
  type PronomErrorCode,
  type PronomFormat,
  parseSignatureFile,
  type SignatureFile,
} from './signature-file.ts';
export type { Inflate } from './zip-members.ts';
