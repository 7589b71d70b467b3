export { type MadeFile, pdfFile, pngFile, textFile } from './files.ts';
export {
  closing,
  type Heading,
  type ManifestObject,
  type ManifestUnit,
  objectText,
  opening,
  unitText,
} from './manifest.ts';
export {
  firstPackage,
  type ManyUnits,
  manyUnits,
  manyUnitsManifest,
  SAMPLE,
  sampleReferentials,
} from './packages.ts';
export { type Random, randomFrom } from './random.ts';
