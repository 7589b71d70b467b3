export {
  bar,
  type Canvas,
  canvasOf,
  disc,
  dot,
  gable,
  ground,
  pngOf,
  sepia,
  stroke,
} from './canvas.ts';
export { type MadeFile, pdfFile, pngFile, textFile, xmlFile } from './files.ts';
export { jpegFile } from './jpeg.ts';
export { type Mail, mailFile } from './mail.ts';
export {
  closing,
  type Heading,
  type ManifestObject,
  type ManifestUnit,
  objectText,
  opening,
  unitText,
} from './manifest.ts';
export { odtFile } from './open-document.ts';
export {
  firstPackage,
  type ManyUnits,
  manyUnits,
  manyUnitsManifest,
  SAMPLE,
  sampleReferentials,
} from './packages.ts';
export {
  box,
  type Colour,
  centred,
  type Font,
  line,
  PAGE,
  type Point,
  pdfOf,
  shape,
  widthOf,
  words,
  wrap,
} from './pdf.ts';
export { type Random, randomFrom } from './random.ts';
export { type Note, soundFile } from './sound.ts';
export { zipOf } from './zip.ts';
