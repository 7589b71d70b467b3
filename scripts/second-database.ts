/**
 * Integration tests that are run on the embedded PostgreSQL alone, with the reason. All others are run once more on the
 * system's, of another version and with another order of words: it shall answer every kind of statement as the embedded
 * one does. What is named here is about something that no database can change, and sends statements that others send too.
 */
export const ONE_DATABASE_IS_ENOUGH: Readonly<Record<string, readonly string[]>> = {
  'statements that many others send too, among files and callers that no database knows of': [
    'packages/server/src/access/delivery/delivery.integration.test.ts',
    'packages/server/src/access/streams.integration.test.ts',
    'packages/server/src/audits/audits.integration.test.ts',
    'packages/server/src/http/isolation.integration.test.ts',
    'packages/server/src/http/unread-bodies.integration.test.ts',
    'packages/server/src/ingest/attached-objects.integration.test.ts',
    'packages/server/src/ingest/attachments.integration.test.ts',
    'packages/server/src/ingest/changing-holdings.integration.test.ts',
    'packages/server/src/ingest/step-by-step.integration.test.ts',
    'packages/server/src/proof/evidence.integration.test.ts',
    'packages/server/src/proof/probative-value/probative-value.integration.test.ts',
    'packages/server/src/storage-logs/storage-logs.integration.test.ts',
  ],
  'packages that are judged before a row of theirs is written': [
    'packages/server/src/ingest/fuzz.integration.test.ts',
    'packages/server/src/ingest/hostile.integration.test.ts',
    'packages/server/src/ingest/local-packages.integration.test.ts',
    'packages/server/src/ingest/refusals.integration.test.ts',
    'packages/server/src/ingest/uploads/uploads.integration.test.ts',
  ],
  'documents and files of referentials that are judged by themselves': [
    'packages/server/src/referentials/corpus.integration.test.ts',
    'packages/server/src/referentials/hostile-documents.integration.test.ts',
    'packages/server/src/referentials/hostile-files.integration.test.ts',
    'packages/server/src/referentials/ontologies.integration.test.ts',
    'packages/server/src/referentials/preservation-sets.integration.test.ts',
    'packages/server/src/referentials/schema.integration.test.ts',
    'packages/server/src/referentials/security-profiles.integration.test.ts',
    'packages/server/src/referentials/unit-profiles.integration.test.ts',
  ],
  'disks that fill or fail, and packages that are written': [
    'packages/server/src/access/delivery/faults.integration.test.ts',
    'packages/server/src/access/delivery/round-trip.integration.test.ts',
    'packages/server/src/ingest/full-disk.integration.test.ts',
  ],
  'the form of requests and answers, certificates, documentation': [
    'packages/server/src/http/application.integration.test.ts',
    'packages/server/src/http/certificates.integration.test.ts',
    'packages/server/src/http/docs.integration.test.ts',
    'packages/server/src/http/not-built.integration.test.ts',
  ],
  'values that would be statements: they are bound before the database sees them': [
    'packages/server/src/access/hostile-queries.integration.test.ts',
  ],
  'programs that speak to the service from outside': [
    'demo/loading.integration.test.ts',
    'scripts/documents.integration.test.ts',
  ],
  'workers that are killed: that others take over their work, operations/workers.integration.test.ts shows on both':
    ['packages/server/src/roles/crash.integration.test.ts'],
};
