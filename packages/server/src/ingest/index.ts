export { type Advices, adviceOn } from './explanation/advice.ts';
export type { EntryHouse } from './house.ts';
export { ingestRoutes } from './ingest.routes.ts';
export { mendWorkspace } from './mend.ts';
export { type Reception, readManifest, readReply, receivePackage } from './receive.ts';
export { sweepUploads, UPLOAD_LIFETIME_MS } from './uploads/sweep.ts';
export type { Upload } from './uploads/upload-rows.ts';
export { openUploadsOf, type Sender } from './uploads/uploads.ts';
export { ENTRY_WORKFLOWS, entryWorkflowById } from './workflows.ts';
