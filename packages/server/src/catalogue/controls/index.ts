export { checkDocument, type DocumentFault, sanityFault } from './document.ts';
export { convertByOntology, type OntologyType } from './ontology-values.ts';
export { textFault } from './sane-text.ts';
export { UNIT_SCHEMA, unitSchemaFault } from './unit-schema.ts';
