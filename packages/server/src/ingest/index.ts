export type { EntryHouse } from './house.ts';
export { ingestRoutes } from './ingest.routes.ts';
export { mendWorkspace } from './mend.ts';
export { type Reception, readManifest, readReply, receivePackage } from './receive.ts';
export { ENTRY_WORKFLOWS, entryWorkflowById } from './workflows.ts';
