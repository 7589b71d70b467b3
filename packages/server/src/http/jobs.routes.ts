import type { FastifyInstance } from 'fastify';
import { JobView, listJobs } from '../service/index.ts';
import { found } from './envelope.ts';
import type { House } from './house.ts';

/** Scheduled jobs of the compatible API (spec api.md, D80). */
export async function jobRoutes(app: FastifyInstance, house: House): Promise<void> {
  const config = { permission: 'job:read', result: JobView };
  app.get('/admin-external/v1/jobs', { config }, async ({ tenant }) => found(await listJobs(house, tenant)));
}
