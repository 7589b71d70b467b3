export { base64, fromBase64 } from './base64.ts';
export { canonicalLine } from './canonical-line.ts';
export { type Hash, merkleRoot, merkleTree } from './merkle-tree.ts';
export {
  type Chain,
  ENTRIES,
  type Interval,
  type SealedEntry,
  type SealedJournal,
  sealJournal,
} from './sealed-journal.ts';
export {
  makeTimeStampKey,
  openTimeStamper,
  type ReadTimeStamp,
  readTimeStamp,
  type TimeStamper,
  type TimeStampKey,
} from './time-stamp.ts';
export { type Verdict, verifyJournal } from './verify-journal.ts';
