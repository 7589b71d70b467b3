import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { describes } from '../platform/index.ts';
import { type JobView, listJobs } from '../service/index.ts';
import { found } from './envelope.ts';
import type { House } from './house.ts';

const JOB_RESULT = describes<JobView>()(
  Type.Object(
    {
      name: Type.String(),
      everySeconds: Type.Integer(),
      lastRun: Type.Union([Type.String(), Type.Null()], {
        description: 'When it was last due; null: not since the tenant is there.',
      }),
      nextRun: Type.String(),
    },
    { title: 'Job', additionalProperties: false },
  ),
);

/** Scheduled jobs of the compatible API (spec api.md, D80). */
export async function jobRoutes(app: FastifyInstance, house: House): Promise<void> {
  const config = { permission: 'job:read', result: JOB_RESULT };
  app.get('/admin-external/v1/jobs', { config }, async ({ tenant }) => found(await listJobs(house, tenant)));
}
