import type { Workspace } from '../../storage/index.ts';
import type { AccessHouse } from '../house.ts';

/** What a delivery works with. */
export interface DeliveryHouse extends AccessHouse {
  readonly workspace: Workspace;
}
