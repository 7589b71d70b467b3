export {
  CREDENTIALS_FILE,
  type Credentials,
  readCredentialsFile,
  writeCredentialsFile,
} from './credentials-file.ts';
export { addDemonstration, demonstrationState, noteDemonstrationLoaded } from './demonstration.ts';
export { type InstallOptions, install } from './install.ts';
export { FIRST_CONTEXT } from './names.ts';
export { resetTenant } from './reset.ts';
