import type { FastifyInstance } from 'fastify';
import {
  accessRoutes,
  deliveryRoutes,
  dipRoutes,
  expertRoutes,
  savedSearchRoutes,
  savedViewRoutes,
  simulationRoutes,
  streamRoutes,
  unitRoutes,
} from '../access/index.ts';
import { auditRoutes, auditScreenRoutes } from '../audits/index.ts';
import { contentRoutes } from '../content/index.ts';
import { ingestRoutes } from '../ingest/index.ts';
import {
  computedRulesRoutes,
  foundUnitsRoutes,
  massUpdateRoutes,
  reclassificationRoutes,
  unitUpdateRoutes,
} from '../lifecycle/index.ts';
import { evidenceRoutes, probativeValueRoutes, statementRoutes, traceabilityRoutes } from '../proof/index.ts';
import { referentialRoutes } from '../referentials/index.ts';
import {
  administrationRoutes,
  figureRoutes,
  firstPackageRoutes,
  logbookRoutes,
  registerScreenRoutes,
  transferRoutes,
  uploadRoutes,
} from '../service/index.ts';
import { configurationRoutes } from './configuration.routes.ts';
import { externalLogbookRoutes } from './external-logbook.routes.ts';
import type { House } from './house.ts';
import { introspectionRoutes } from './introspection.routes.ts';
import { jobRoutes } from './jobs.routes.ts';
import { platformRoutes } from './platform.routes.ts';
import { sessionRoutes } from './session.routes.ts';

/** A room's routes, with their whole addresses; see `request-context.ts` for what `config` must say. */
export type Routes = (app: FastifyInstance, house: House) => Promise<void>;

/** Everything that the service answers, probes and front office aside: a room that gains routes is named here. */
export const ROUTES: readonly Routes[] = [
  introspectionRoutes,
  sessionRoutes,
  platformRoutes,
  configurationRoutes,
  jobRoutes,
  contentRoutes,
  ingestRoutes,
  accessRoutes,
  streamRoutes,
  unitRoutes,
  savedSearchRoutes,
  savedViewRoutes,
  simulationRoutes,
  expertRoutes,
  unitUpdateRoutes,
  computedRulesRoutes,
  foundUnitsRoutes,
  massUpdateRoutes,
  reclassificationRoutes,
  dipRoutes,
  deliveryRoutes,
  referentialRoutes,
  transferRoutes,
  uploadRoutes,
  firstPackageRoutes,
  figureRoutes,
  logbookRoutes,
  registerScreenRoutes,
  administrationRoutes,
  externalLogbookRoutes,
  traceabilityRoutes,
  auditRoutes,
  auditScreenRoutes,
  evidenceRoutes,
  probativeValueRoutes,
  statementRoutes,
];
