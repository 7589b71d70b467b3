export { FRENCH as TEXTS } from './fr.ts';
