export { ManifestGenerator } from './generate.ts';
export { mutate } from './mutate.ts';
export { choicesFrom } from './random.ts';
export { hasReferee, openReferee, type Referee, WITHOUT_REFEREE } from './referee.ts';
export { everyElement, xmlOf } from './xml-tree.ts';
