export {
  CREDENTIALS_FILE,
  type Credentials,
  readCredentialsFile,
  writeCredentialsFile,
} from './credentials-file.ts';
export { FIRST_CONTEXT, type InstallOptions, install } from './install.ts';
