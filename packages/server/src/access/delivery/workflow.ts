import type { EventKey } from '../../logbook/index.ts';
import type { Action, Workflow } from '../../operations/index.ts';
import { checkThreshold } from './check-threshold.ts';
import { createManifest } from './create-manifest.ts';
import { contentsOf, folderOf } from './delivery-run.ts';
import type { DeliveryHouse } from './house.ts';
import { locateObjects } from './locate-objects.ts';
import { storePackage } from './store-package.ts';

const blocking = (key: EventKey, run: Action<DeliveryHouse>['run']): Action<DeliveryHouse> => ({
  key,
  behavior: 'BLOCKING',
  run,
});

/** The delivery of a package as data (spec operations.md 3.2). */
export const DELIVERY_WORKFLOW: Workflow<DeliveryHouse> = {
  id: 'EXPORT_DIP',
  identifier: 'EXPORT_DIP',
  processType: 'EXPORT_DIP',
  comment: 'Export d’un DIP',
  steps: [
    {
      kind: 'single',
      name: 'STP_CREATE_MANIFEST',
      behavior: 'BLOCKING',
      actions: [
        blocking('CHECK_DISTRIBUTION_THRESHOLD', checkThreshold),
        blocking('CREATE_MANIFEST', createManifest),
      ],
    },
    {
      kind: 'distributed',
      name: 'STP_PUT_BINARY_ON_WORKSPACE',
      behavior: 'BLOCKING',
      actions: [
        { key: 'EXPORT_CHECK_RESOURCE_AVAILABILITY', behavior: 'BLOCKING' },
        { key: 'PUT_BINARY_ON_WORKSPACE', behavior: 'BLOCKING' },
      ],
      // A package of descriptions alone is worth a warning (spec operations.md 1.4).
      onEmpty: 'WARNING',
      chunks: async (run) => (await contentsOf(run)).chunks,
      process: locateObjects,
    },
    {
      kind: 'single',
      name: 'STP_STORE_MANIFEST',
      behavior: 'FINALLY',
      actions: [blocking('STORE_MANIFEST', storePackage)],
    },
  ],
  publish: async () => undefined,
  tidy: (run) => folderOf(run).removeAll(),
};
